// What an event may hold. A bad event is refused with the field's name and changes nothing.
#ifndef NEARSHELF_SDK_PROFILE_VALIDATE_H_
#define NEARSHELF_SDK_PROFILE_VALIDATE_H_

#include <cstddef>
#include <cstdint>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/store/event.h"

namespace nearshelf::profile {

inline constexpr size_t kMaxItemIdBytes = 256;
inline constexpr size_t kMaxEventIdBytes = 64;
inline constexpr size_t kMaxQueryBytes = 1024;
inline constexpr int64_t kMaxDwellMs = kDayMs;
inline constexpr int64_t kMaxQuantity = 1'000'000;
inline constexpr double kMaxPrice = 1e12;
inline constexpr double kMaxRating = 5.0;

// Every field within its limits, required ones there, and none that does not fit the kind. An empty event id is fine:
// it is yet to be drawn. Errors: kInvalidArgument with the place "event.<field>".
Status validate(const store::Event& event);

}  // namespace nearshelf::profile

#endif  // NEARSHELF_SDK_PROFILE_VALIDATE_H_
