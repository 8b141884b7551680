#include "server_sync/sample_shop/sessions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace nearshelf::sample_shop {
namespace {

std::vector<Session> make(size_t count, uint64_t seed) {
  std::vector<Session> sessions;
  make_sessions(make_catalog(400, seed), count, seed, [&](const Session& session) { sessions.push_back(session); });
  return sessions;
}

TEST(Sessions, ComeInOrderWithTheirEventsInOrder) {
  const std::vector<Session> sessions = make(5000, 1);
  ASSERT_EQ(sessions.size(), 5000u);
  for (size_t s = 0; s < sessions.size(); ++s) {
    EXPECT_EQ(sessions[s].number, s + 1);
    ASSERT_FALSE(sessions[s].events.empty());
    EXPECT_LT(sessions[s].day(), kDays);
    EXPECT_GE(sessions[s].events.front().time, sessions[s > 0 ? s - 1 : 0].events.front().time);
    for (size_t i = 1; i < sessions[s].events.size(); ++i) {
      EXPECT_GE(sessions[s].events[i].time, sessions[s].events[i - 1].time);
    }
  }
}

TEST(Sessions, CartsMakeSense) {
  std::map<EventType, size_t> types;
  for (const Session& session : make(5000, 2)) {
    std::map<uint32_t, int> cart;
    bool bought = false;
    for (const Event& event : session.events) {
      ++types[event.type];
      switch (event.type) {
        case EventType::kView: EXPECT_FALSE(bought); break;
        case EventType::kAddToCart: EXPECT_EQ(++cart[event.product], 1); break;
        case EventType::kRemoveFromCart: EXPECT_EQ(--cart[event.product], 0); break;
        case EventType::kPurchase:
          EXPECT_EQ(cart[event.product], 1) << "only what is in the cart is bought";
          bought = true;
          break;
      }
    }
  }
  EXPECT_GT(types[EventType::kView], 10 * types[EventType::kPurchase]);
  EXPECT_GT(types[EventType::kAddToCart], types[EventType::kPurchase]);
  EXPECT_GT(types[EventType::kPurchase], 200u);
}

TEST(Sessions, AFewAreRobotsFarFasterThanPeople) {
  size_t robots = 0;
  for (const Session& session : make(20'000, 3)) {
    if (!session.robot) continue;
    ++robots;
    const double minutes =
        static_cast<double>(session.events.back().time - session.events.front().time) / static_cast<double>(kMinuteMs);
    EXPECT_GT(static_cast<double>(session.events.size()) / minutes, 40);
    EXPECT_GE(session.events.size(), 150u);
  }
  EXPECT_GT(robots, 1u);
  EXPECT_LT(robots, 40u);
}

TEST(Sessions, PausesAboveHalfAnHourHappenOnlyBeforeTheTestDays) {
  size_t pauses = 0;
  for (const Session& session : make(20'000, 4)) {
    for (size_t i = 1; i < session.events.size(); ++i) {
      if (session.events[i].time - session.events[i - 1].time <= 30 * kMinuteMs) continue;
      ++pauses;
      EXPECT_LT(session.day() + kTestDays, kDays);
    }
  }
  EXPECT_GT(pauses, 20u);
}

TEST(Sessions, EveryTypeHasItsName) {
  EXPECT_EQ(event_type_name(EventType::kView), "view");
  EXPECT_EQ(event_type_name(EventType::kAddToCart), "add_to_cart");
  EXPECT_EQ(event_type_name(EventType::kRemoveFromCart), "remove_from_cart");
  EXPECT_EQ(event_type_name(EventType::kPurchase), "purchase");
}

}  // namespace
}  // namespace nearshelf::sample_shop
