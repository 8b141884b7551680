#include "sdk/sync/http_date.h"

#include <gtest/gtest.h>

namespace nearshelf::sync {
namespace {

constexpr TimeMs kNow = 1'700'000'000'000;  // Tue, 14 Nov 2023 22:13:20 GMT
constexpr TimeMs kExample = 784'111'777'000;

TEST(HttpDate, TheThreeFormsOfTheStandardAreRead) {
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", kNow), kExample);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", kNow), kExample);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994", kNow), kExample);
  EXPECT_EQ(parse_http_date("Thu, 29 Feb 2024 23:59:60 GMT", kNow), 1'709'251'200'000);
}

TEST(HttpDate, TwoDigitsOfAYearAreAtMostFiftyYearsAhead) {
  EXPECT_EQ(parse_http_date("Tuesday, 14-Nov-23 22:13:20 GMT", kNow), kNow);
  EXPECT_EQ(parse_http_date("Wednesday, 01-Jan-73 00:00:00 GMT", kNow), 3'250'454'400'000);  // 2073
  EXPECT_EQ(parse_http_date("Tuesday, 01-Jan-74 00:00:00 GMT", kNow), 126'230'400'000);      // 1974
}

TEST(HttpDate, EverythingElseIsNoDate) {
  for (const std::string_view text :
       {"", "soon", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 29 Feb 2023 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1969 08:49:37 GMT",
        "Sun, 06 Nov 19944 08:49:37 GMT", "06 Sun Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z",
        "Sun Nov  6 08:49:37 94", "Sun, 06 Nov 1994 08:49:37 GMT                "}) {
    EXPECT_EQ(parse_http_date(text, kNow), std::nullopt) << text;
  }
}

TEST(RetryAfter, IsSecondsOrADate) {
  EXPECT_EQ(parse_retry_after("120", kNow), 120'000);
  EXPECT_EQ(parse_retry_after(" 0 ", kNow), 0);
  EXPECT_EQ(parse_retry_after("Tue, 14 Nov 2023 22:14:20 GMT", kNow), 60'000);
  EXPECT_EQ(parse_retry_after("Tue, 14 Nov 2023 22:00:00 GMT", kNow), 0);  // past already
}

TEST(RetryAfter, LongerThanADayIsADay) {
  EXPECT_EQ(parse_retry_after("86401", kNow), kDayMs);
  EXPECT_EQ(parse_retry_after("99999999999999999999999999", kNow), kDayMs);
  EXPECT_EQ(parse_retry_after("Sun, 14 Nov 2043 22:14:20 GMT", kNow), kDayMs);
}

TEST(RetryAfter, AnythingElseSaysNothing) {
  for (const std::string_view text : {"", " ", "-1", "1.5", "1e3", "12s", "never", "0x10"}) {
    EXPECT_EQ(parse_retry_after(text, kNow), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace nearshelf::sync
