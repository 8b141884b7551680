// What of an event may leave the device, by purpose. An event is not a type of this layer: the rules are on its kind,
// its fields and its time.
#ifndef NEARSHELF_SDK_PRIVACY_MINIMISE_H_
#define NEARSHELF_SDK_PRIVACY_MINIMISE_H_

#include <cstdint>

#include "sdk/base/time.h"

namespace nearshelf::privacy {

// Fields that some purpose allows, beside id, kind, time, session token, position and item id, which every event that
// is sent has. A field without a bit is never sent.
enum Field : uint32_t {
  kPrice = 1,
  kQuantity = 2,
  kRating = 4,
  kDwell = 8,
  kScroll = 16,
};

// Whether an event of this kind (NSH_EVENT_*) is sent at all.
bool may_send(int kind, uint32_t purposes);

// Field bits.
uint32_t sent_fields(uint32_t purposes);

// The minute that `time_ms` is in.
TimeMs coarse_time(TimeMs time_ms);

}  // namespace nearshelf::privacy

#endif  // NEARSHELF_SDK_PRIVACY_MINIMISE_H_
