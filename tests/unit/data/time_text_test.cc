#include "server_sync/data/time_text.h"

#include <gtest/gtest.h>

#include <random>

namespace nearshelf::data {
namespace {

constexpr TimeMs kNoon = 1396867869277;  // 2014-04-07T10:51:09.277Z

TimeMs good(std::string_view text) {
  const ParsedTime parsed = parse_time(text, false);
  EXPECT_EQ(parsed.error, TimeTextError::kNone) << text << " " << time_error_text(parsed.error);
  return parsed.time;
}

TimeTextError error(std::string_view text) { return parse_time(text, false).error; }

TEST(TimeText, ReadsIso8601WithAZone) {
  for (const char* text :
       {"2014-04-07T10:51:09.277Z", "2014-04-07 10:51:09.277Z", "2014-04-07T12:51:09.277+02:00",
        "2014-04-07T12:51:09.277+0200", "2014-04-07T12:51:09.277+02", "2014-04-07T05:21:09.2779-05:30",
        "2014-04-07 10:51:09.277 UTC", " 2014-04-07T10:51:09.277000Z "}) {
    EXPECT_EQ(good(text), kNoon) << text;
  }
  EXPECT_EQ(good("2014-04-07T10:51Z"), kNoon - 9277);
  EXPECT_EQ(good("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(good("2016-02-29T23:59:60Z"), good("2016-03-01T00:00:00Z"));
}

TEST(TimeText, ReadsSecondsAndMilliseconds) {
  EXPECT_EQ(good("1396867869277"), kNoon);
  EXPECT_EQ(good("1396867869.277"), kNoon);
  EXPECT_EQ(good("1396867869"), kNoon - 277);
  EXPECT_EQ(good("0"), 0);
}

TEST(TimeText, ATimeWithoutAZoneIsOnlyTakenOnRequest) {
  for (const char* text : {"2014-04-07T10:51:09.277", "2014-04-07 10:51:09.277"}) {
    EXPECT_EQ(error(text), TimeTextError::kNoZone) << text;
    EXPECT_EQ(parse_time(text, true).time, kNoon);
  }
  EXPECT_EQ(error("2014-04-07"), TimeTextError::kNoZone);
  EXPECT_EQ(parse_time("2014-04-07", true).time, good("2014-04-07T00:00Z"));
}

TEST(TimeText, RefusesWhatIsNoTime) {
  for (const char* text : {"",
                           " ",
                           "yesterday",
                           "12:30",
                           "1396867869x",
                           "1396867869.",
                           "1.5.5",
                           "2014-13-01T00:00Z",
                           "2015-02-29T00:00Z",
                           "2014-04-07T24:00Z",
                           "2014-04-07T10:60Z",
                           "2014-04-07T10:51:61Z",
                           "2014-04-07T10Z",
                           "2014-04-07T10:51:09+2:00",
                           "2014-04-07T10:51:09+24:00",
                           "2014-04-07T10:51:09Zx",
                           "2014-04-07T10:51:09 CET",
                           "2014-4-7T10:51:09Z",
                           "2014-04-07T10:51:Z",
                           "-"}) {
    EXPECT_EQ(error(text), TimeTextError::kUnreadable) << text;
  }
}

TEST(TimeText, RefusesWhatNoClockShows) {
  for (const char* text : {"-5", "-1396867869", "1969-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "4102444800000",
                           "99999999999999999999999999"}) {
    EXPECT_EQ(error(text), TimeTextError::kOutOfRange) << text;
  }
  EXPECT_EQ(good("2099-12-31T23:59:59.999Z"), 4102444799999);
}

TEST(TimeText, WhatIsFormattedIsReadBack) {
  std::mt19937_64 engine(1);
  for (int i = 0; i < 2000; ++i) {
    const auto time = static_cast<TimeMs>(engine() % 4102444800000);
    EXPECT_EQ(good(format_time(time)), time) << format_time(time);
  }
  EXPECT_EQ(format_time(kNoon), "2014-04-07T10:51:09.277Z");
}

TEST(TimeText, RandomTextNeverCrashes) {
  std::mt19937 engine(2);
  const std::string alphabet = "0123456789--::TZ+. U";
  int times = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (size_t size = engine() % 26; size > 0; --size) text += alphabet[engine() % alphabet.size()];
    const ParsedTime parsed = parse_time(text, engine() % 2 == 0);
    if (parsed.error != TimeTextError::kNone) continue;
    ++times;
    EXPECT_GE(parsed.time, 0);
    EXPECT_LT(parsed.time, 4102444800000);
  }
  EXPECT_GT(times, 10);
}

}  // namespace
}  // namespace nearshelf::data
