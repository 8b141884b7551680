// The generative model of visits; docs/sample-shop.md describes it.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_SESSIONS_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_SESSIONS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "sdk/base/time.h"
#include "server_sync/sample_shop/calendar.h"
#include "server_sync/sample_shop/products.h"
#include "server_sync/sample_shop/shoppers.h"

namespace nearshelf::sample_shop {

enum class EventType { kView, kAddToCart, kRemoveFromCart, kPurchase };

// "view", "add_to_cart", "remove_from_cart", "purchase".
std::string_view event_type_name(EventType type);

struct Event {
  TimeMs time = 0;
  EventType type = EventType::kView;
  uint32_t product = 0;
};

struct Session {
  uint64_t number = 0;  // from 1, in order of the start
  uint64_t shopper = 0;
  bool robot = false;
  std::vector<Event> events;  // in order of time

  // The day of the start, below kDays.
  size_t day() const { return static_cast<size_t>((events.front().time - kShopOpens) / kDayMs); }
};

// Makes `count` sessions in order of their start and hands each to `take`.
void make_sessions(const Catalog& catalog, size_t count, uint64_t seed,
                   const std::function<void(const Session&)>& take);

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_SESSIONS_H_
