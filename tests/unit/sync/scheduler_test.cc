#include "sdk/sync/scheduler.h"

#include <gtest/gtest.h>

namespace nearshelf::sync {
namespace {

constexpr TimeMs kNow = 1'700'000'000'000;

Situation idle() {
  Situation s;
  s.now_ms = kNow;
  s.may_send = true;
  s.batch_events = 50;
  s.batch_interval_ms = 30'000;
  s.model_interval_ms = kHourMs;
  return s;
}

Situation with_events(uint64_t count, int64_t age_ms) {
  Situation s = idle();
  s.waiting = count;
  s.oldest_ms = kNow - age_ms;
  return s;
}

void expect_due(const Situation& s, TaskKind kind) {
  const Due due = decide(s);
  ASSERT_TRUE(due.kind.has_value()) << due.wait_ms;
  EXPECT_EQ(*due.kind, kind);
}

void expect_wait(const Situation& s, int64_t wait_ms) {
  const Due due = decide(s);
  EXPECT_FALSE(due.kind.has_value());
  EXPECT_EQ(due.wait_ms, wait_ms);
}

TEST(Scheduler, NothingIsDueForEverWhenNothingIsThere) { expect_wait(idle(), -1); }

TEST(Scheduler, ABatchIsDueBySizeOrByTime) {
  expect_wait(with_events(49, 0), 30'000);
  expect_wait(with_events(49, 29'999), 1);
  expect_due(with_events(49, 30'000), TaskKind::kEvents);
  expect_due(with_events(50, 0), TaskKind::kEvents);
}

TEST(Scheduler, LeavingMakesWhatWaitsDue) {
  Situation s = with_events(1, 0);
  s.moment = Moment::kLeaving;
  expect_due(s, TaskKind::kEvents);
  s.events_in_flight = true;
  expect_due(s, TaskKind::kEvents);
  s.events_pause_ms = 5;  // but nobody overrules a server
  expect_wait(s, 5);
}

TEST(Scheduler, InNormalMomentsOneBatchIsUnderWay) {
  Situation s = with_events(500, kDayMs);
  s.events_in_flight = true;
  expect_wait(s, -1);
}

TEST(Scheduler, NothingIsSentWithoutConsent) {
  Situation s = with_events(500, kDayMs);
  s.may_send = false;
  expect_wait(s, -1);
  s.moment = Moment::kLeaving;
  expect_wait(s, -1);
}

TEST(Scheduler, AClockThatWasSetBackMakesEventsAndManifestsDue) {
  expect_due(with_events(1, -kDayMs), TaskKind::kEvents);
  Situation s = idle();
  s.fetches_models = true;
  s.checked_ms = kNow + kDayMs;
  expect_due(s, TaskKind::kManifest);
}

TEST(Scheduler, APauseIsKept) {
  Situation s = with_events(500, kDayMs);
  s.events_pause_ms = 1234;
  expect_wait(s, 1234);
  s = with_events(1, 0);
  s.events_pause_ms = 10;
  expect_wait(s, 30'000);  // the longer one
}

TEST(Scheduler, ErasuresComeFirstAndWaitForThemselves) {
  Situation s = with_events(500, kDayMs);
  s.erasure_waits = true;
  expect_due(s, TaskKind::kErase);
  s.erase_pause_ms = 100;
  expect_due(s, TaskKind::kEvents);
  s.events_pause_ms = 200;
  expect_wait(s, 100);
  s.erase_in_flight = true;
  expect_wait(s, 200);
  s.may_send = false;
  s.erase_in_flight = false;
  s.erase_pause_ms = 0;
  expect_due(s, TaskKind::kErase);  // also, and above all, without consent
}

TEST(Scheduler, AManifestIsAskedForNowAndThen) {
  Situation s = idle();
  s.fetches_models = true;
  expect_due(s, TaskKind::kManifest);
  s.checked_ms = kNow - kHourMs + 1;
  expect_wait(s, 1);
  s.checked_ms = kNow - kHourMs;
  expect_due(s, TaskKind::kManifest);
  s.model_pause_ms = 77;
  expect_wait(s, 77);
}

TEST(Scheduler, AModelThatIsKnownIsFetchedOnce) {
  Situation s = idle();
  s.fetches_models = true;
  s.checked_ms = kNow;
  s.model_known = true;
  expect_due(s, TaskKind::kModel);
  s.model_in_flight = true;
  expect_wait(s, -1);
}

TEST(Scheduler, NoModelIsFetchedWhileLeaving) {
  Situation s = idle();
  s.fetches_models = true;
  s.moment = Moment::kLeaving;
  expect_wait(s, -1);
}

}  // namespace
}  // namespace nearshelf::sync
