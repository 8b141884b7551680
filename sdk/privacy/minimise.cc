#include "sdk/privacy/minimise.h"

#include "sdk/privacy/consent.h"

namespace nearshelf::privacy {
namespace {

// NSH_EVENT_* of nearshelf.h.
constexpr int kView = 1;
constexpr int kClick = 2;
constexpr int kAddToCart = 3;
constexpr int kRemoveFromCart = 4;
constexpr int kPurchase = 5;
constexpr int kRatingEvent = 7;
constexpr int kImpression = 8;

}  // namespace

bool may_send(int kind, uint32_t purposes) {
  if (!(purposes & kMeasurement)) return false;
  switch (kind) {
    case kView:
    case kClick:
    case kAddToCart:
    case kRemoveFromCart:
    case kPurchase:
    case kImpression: return true;
    case kRatingEvent: return (purposes & kModelImprovement) != 0;
    default: return false;  // a search, and every kind that is added later until somebody decides otherwise
  }
}

uint32_t sent_fields(uint32_t purposes) {
  if (!(purposes & kMeasurement)) return 0;
  const uint32_t fields = kPrice | kQuantity;
  return purposes & kModelImprovement ? fields | kRating | kDwell | kScroll : fields;
}

TimeMs coarse_time(TimeMs time_ms) { return whole_units(time_ms, kMinuteMs) * kMinuteMs; }

}  // namespace nearshelf::privacy
