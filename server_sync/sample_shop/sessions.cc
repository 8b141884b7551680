#include "server_sync/sample_shop/sessions.h"

#include <algorithm>

#include "server_sync/sample_shop/random.h"
#include "server_sync/sample_shop/walk.h"

namespace nearshelf::sample_shop {
namespace {

constexpr double kMedianDwellMs = 28'000;
constexpr double kDwellSigma = 0.9;
constexpr TimeMs kMaxDwell = 20 * kMinuteMs;
constexpr double kCoffeeBreak = 0.01;  // the tab stays open for an hour; the reader splits the session there
constexpr double kCartOnFirstView = 0.05;
constexpr double kCartOnSecondView = 0.3;
constexpr double kRemove = 0.1;
constexpr double kPurchase = 0.45;
constexpr double kSessionsPerShopper = 2.5;
constexpr double kRobotShare = 0.0005;
constexpr size_t kLeastRobotViews = 150;
constexpr size_t kRobotViewsSpread = 350;

using Cart = std::vector<uint32_t>;

// What follows a view: the product is taken, or one is put back.
void handle_cart(uint32_t product, bool seen_before, TimeMs& time, Cart& cart, Random& random,
                 std::vector<Event>& events) {
  const bool in_cart = std::find(cart.begin(), cart.end(), product) != cart.end();
  if (!in_cart && random.chance(seen_before ? kCartOnSecondView : kCartOnFirstView)) {
    time += 4 * kSecondMs + static_cast<TimeMs>(random.below(20 * kSecondMs));
    events.push_back({time, EventType::kAddToCart, product});
    cart.push_back(product);
  } else if (!cart.empty() && random.chance(kRemove)) {
    time += 2 * kSecondMs + static_cast<TimeMs>(random.below(10 * kSecondMs));
    const size_t place = random.below(cart.size());
    events.push_back({time, EventType::kRemoveFromCart, cart[place]});
    cart.erase(cart.begin() + static_cast<ptrdiff_t>(place));
  }
}

std::vector<Event> live(const std::vector<uint32_t>& views, TimeMs start, bool may_pause, Random& random) {
  std::vector<Event> events;
  Cart cart;
  TimeMs time = start;
  const size_t pause_at = may_pause && random.chance(kCoffeeBreak) ? 1 + random.below(views.size()) : 0;
  for (size_t i = 0; i < views.size(); ++i) {
    if (i > 0) {
      time += kSecondMs + std::min(kMaxDwell, static_cast<TimeMs>(random.log_normal(kMedianDwellMs, kDwellSigma)));
      if (i == pause_at) time += 35 * kMinuteMs + static_cast<TimeMs>(random.below(kHourMs));
    }
    events.push_back({time, EventType::kView, views[i]});
    const auto here = views.begin() + static_cast<ptrdiff_t>(i);
    handle_cart(views[i], std::find(views.begin(), here, views[i]) != here, time, cart, random, events);
  }
  if (!cart.empty() && random.chance(kPurchase)) {
    time += kMinuteMs + static_cast<TimeMs>(random.below(3 * kMinuteMs));
    for (const uint32_t product : cart) events.push_back({time, EventType::kPurchase, product});
  }
  return events;
}

// A scraper that walks the catalog by number.
std::vector<Event> scrape(size_t product_count, TimeMs start, Random& random) {
  std::vector<Event> events;
  const size_t first = random.below(product_count);
  const size_t count = kLeastRobotViews + random.below(kRobotViewsSpread);
  TimeMs time = start;
  for (size_t i = 0; i < count; ++i) {
    events.push_back({time, EventType::kView, static_cast<uint32_t>((first + i) % product_count)});
    time += 300 + static_cast<TimeMs>(random.below(900));
  }
  return events;
}

}  // namespace

std::string_view event_type_name(EventType type) {
  switch (type) {
    case EventType::kView: return "view";
    case EventType::kAddToCart: return "add_to_cart";
    case EventType::kRemoveFromCart: return "remove_from_cart";
    case EventType::kPurchase: return "purchase";
  }
  return "view";
}

void make_sessions(const Catalog& catalog, size_t count, uint64_t seed,
                   const std::function<void(const Session&)>& take) {
  const Trends trends(catalog, seed);
  const auto shopper_count = static_cast<size_t>(static_cast<double>(count) / kSessionsPerShopper) + 1;
  Shoppers shoppers(shopper_count, seed);
  Random random(seed, Stream::kSessions);
  Walk walk(catalog, trends, random);
  uint64_t number = 0;
  for (const TimeMs start : session_starts(count, seed)) {
    Session session;
    session.number = ++number;
    session.robot = random.chance(kRobotShare);
    if (session.robot) {
      session.shopper = shopper_count + number;
      session.events = scrape(catalog.products.size(), start, random);
    } else {
      session.shopper = shoppers.draw(random);
      Shopper& shopper = shoppers[session.shopper];
      const auto day = static_cast<size_t>((start - kShopOpens) / kDayMs);
      const std::vector<uint32_t> views = walk.visit(shopper, day);
      shopper.last_item = views.back();
      session.events = live(views, start, day + kTestDays < kDays, random);
    }
    take(session);
  }
}

}  // namespace nearshelf::sample_shop
