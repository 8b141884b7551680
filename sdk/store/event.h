// One thing that a shopper did, as it is recorded. What each field may hold: sdk/profile/validate.h.
#ifndef NEARSHELF_SDK_STORE_EVENT_H_
#define NEARSHELF_SDK_STORE_EVENT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "sdk/base/time.h"

namespace nearshelf::store {

// Numbers are part of the ABI and of the database.
enum class EventKind : int {
  kView = 1,
  kClick = 2,
  kAddToCart = 3,
  kRemoveFromCart = 4,
  kPurchase = 5,
  kSearch = 6,
  kRating = 7,
  kImpression = 8,
};

struct Event {
  EventKind kind = EventKind::kView;
  std::string event_id;
  TimeMs time_ms = 0;
  std::string item_id;  // the shop's own id; empty for a search
  std::string query;    // empty for all but a search
  std::optional<int64_t> dwell_ms;
  std::optional<int64_t> scroll_percent;
  std::optional<int64_t> quantity;
  std::optional<double> price;
  std::optional<double> rating;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_EVENT_H_
