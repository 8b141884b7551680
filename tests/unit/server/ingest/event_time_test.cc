#include "server_sync/server/ingest/event_time.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

constexpr TimeMs kNow = 1'764'072'000'000;  // a whole minute
const IngestRules kRules;

TEST(ClockCorrection, IsWhatTheClockIsOffByMoreThanAMinute) {
  EXPECT_EQ(clock_correction_ms(kRules, kNow, kNow), 0);
  EXPECT_EQ(clock_correction_ms(kRules, kNow - kMinuteMs, kNow), 0);
  EXPECT_EQ(clock_correction_ms(kRules, kNow + kMinuteMs, kNow), 0);
  EXPECT_EQ(clock_correction_ms(kRules, kNow - kMinuteMs - 1, kNow), kMinuteMs + 1);
  EXPECT_EQ(clock_correction_ms(kRules, kNow + 2 * kHourMs, kNow), -2 * kHourMs);
  EXPECT_EQ(clock_correction_ms(kRules, 0, kNow), kNow);
}

TEST(CorrectedTime, StaysCutToTheMinute) {
  EXPECT_EQ(corrected_time_ms(kNow, 0), kNow);
  EXPECT_EQ(corrected_time_ms(kNow + 59'999, 0), kNow);
  EXPECT_EQ(corrected_time_ms(kNow, 61'234), kNow + kMinuteMs);
  EXPECT_EQ(corrected_time_ms(kNow, -1), kNow - kMinuteMs);
  EXPECT_EQ(corrected_time_ms(0, -1), -kMinuteMs);
  EXPECT_EQ(corrected_time_ms(0, -kMinuteMs), -kMinuteMs);
}

TEST(EventTime, TooFarAheadAndTooOldAreNamed) {
  EXPECT_EQ(check_event_time(kRules, kNow, kNow), "");
  EXPECT_EQ(check_event_time(kRules, kNow + 10 * kMinuteMs, kNow), "");
  EXPECT_EQ(check_event_time(kRules, kNow + 10 * kMinuteMs + 1, kNow), "time.future");
  EXPECT_EQ(check_event_time(kRules, kNow - 31 * kDayMs, kNow), "");
  EXPECT_EQ(check_event_time(kRules, kNow - 31 * kDayMs - 1, kNow), "time.too_old");
  EXPECT_EQ(check_event_time(kRules, -kDayMs, kNow), "time.too_old");
}

TEST(EventTime, ADeviceThatWasOfflineForTheLongestTimeIsNotTooLate) {
  EXPECT_GE(kRules.max_age_ms, 30 * kDayMs + kDayMs);
}

}  // namespace
}  // namespace nearshelf::server
