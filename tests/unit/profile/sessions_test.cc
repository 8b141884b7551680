#include "sdk/profile/sessions.h"

#include <gtest/gtest.h>

namespace nearshelf::profile {
namespace {

constexpr TimeMs kTimeout = 30 * kMinuteMs;
constexpr TimeMs kStart = 1'000 * kDayMs;
constexpr TimeMs kLast = kStart + 10 * kMinuteMs;
constexpr bool kByClock = false;
constexpr bool kByCaller = true;

std::optional<store::SessionRecord> latest(bool ended = false) {
  store::SessionRecord session;
  session.session_id = 1;
  session.started_ms = kStart;
  session.last_active_ms = kLast;
  session.ended = ended;
  return session;
}

TEST(PlaceEvent, TheFirstEventBegins) {
  EXPECT_EQ(place_event(std::nullopt, kStart, kByClock, kTimeout), Placement::kBegin);
  EXPECT_EQ(place_event(std::nullopt, kStart, kByCaller, kTimeout), Placement::kBegin);
}

TEST(PlaceEvent, JoinsUntilTheTimeoutAndBeginsAfterIt) {
  for (const bool by_caller : {kByClock, kByCaller}) {
    EXPECT_EQ(place_event(latest(), kLast, by_caller, kTimeout), Placement::kJoin);
    EXPECT_EQ(place_event(latest(), kLast + kTimeout, by_caller, kTimeout), Placement::kJoin);
    EXPECT_EQ(place_event(latest(), kLast + kTimeout + 1, by_caller, kTimeout), Placement::kBegin);
  }
}

TEST(PlaceEvent, AClockThatWentBackJoins) {
  EXPECT_EQ(place_event(latest(), kLast - 400 * kDayMs, kByClock, kTimeout), Placement::kJoin);
}

TEST(PlaceEvent, ALateEventJoinsUntilATimeoutBeforeTheStart) {
  EXPECT_EQ(place_event(latest(), kStart + 1, kByCaller, kTimeout), Placement::kJoin);
  EXPECT_EQ(place_event(latest(), kStart - kTimeout, kByCaller, kTimeout), Placement::kJoin);
  EXPECT_EQ(place_event(latest(), kStart - kTimeout - 1, kByCaller, kTimeout), Placement::kHistory);
}

TEST(PlaceEvent, NothingJoinsAnEndedSession) {
  EXPECT_EQ(place_event(latest(true), kLast + 1, kByClock, kTimeout), Placement::kBegin);
  EXPECT_EQ(place_event(latest(true), kLast, kByCaller, kTimeout), Placement::kBegin);
  EXPECT_EQ(place_event(latest(true), kLast - 1, kByCaller, kTimeout), Placement::kHistory);
  EXPECT_EQ(place_event(latest(true), kLast - 1, kByClock, kTimeout), Placement::kBegin);
}

TEST(IsActive, EndsWithTheTimeoutOrWhenEnded) {
  EXPECT_TRUE(is_active(*latest(), kLast + kTimeout, kTimeout));
  EXPECT_FALSE(is_active(*latest(), kLast + kTimeout + 1, kTimeout));
  EXPECT_FALSE(is_active(*latest(true), kLast, kTimeout));
}

TEST(Touch, MovesTheLastActivityForward) {
  store::SessionRecord session = *latest();
  touch(session, kLast + 5, kByCaller);
  EXPECT_EQ(session.last_active_ms, kLast + 5);
  EXPECT_EQ(session.started_ms, kStart);
}

TEST(Touch, ALateEventMovesOnlyTheStart) {
  store::SessionRecord session = *latest();
  touch(session, kStart - 5, kByCaller);
  EXPECT_EQ(session.started_ms, kStart - 5);
  EXPECT_EQ(session.last_active_ms, kLast);
}

TEST(Touch, TheClockMovesTheLastActivityBackToo) {
  store::SessionRecord session = *latest();
  session.last_active_ms = kLast + 5'000 * kDayMs;  // the clock was wrong by years
  touch(session, kLast, kByClock);
  EXPECT_EQ(session.last_active_ms, kLast);
  EXPECT_EQ(place_event(session, kLast + kTimeout + 1, kByClock, kTimeout), Placement::kBegin);
}

}  // namespace
}  // namespace nearshelf::profile
