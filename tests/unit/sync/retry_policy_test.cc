#include "sdk/sync/retry_policy.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/fake_platform.h"

namespace nearshelf::sync {
namespace {

constexpr TimeMs kNow = 1'700'000'000'000;

// As uneven as real bytes are, and the same in every run.
class SeededRandom final : public platform::Random {
 public:
  void fill(std::span<uint8_t> bytes) override {
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(engine_());
  }

 private:
  std::mt19937 engine_{7};
};

int64_t length(const Pause& pause) { return pause.until_ms - pause.from_ms; }

TEST(RetryPolicy, EveryStatusHasItsMeaning) {
  for (const int status : {200, 202, 204, 299}) EXPECT_EQ(classify(status), Answer::kAccepted) << status;
  for (const int status : {400, 413, 415, 422}) EXPECT_EQ(classify(status), Answer::kRefused) << status;
  for (const int status : {401, 403}) EXPECT_EQ(classify(status), Answer::kForbidden) << status;
  for (const int status :
       {0, -1, 100, 199, 301, 302, 307, 404, 405, 408, 409, 418, 429, 451, 500, 502, 503, 504, 999}) {
    EXPECT_EQ(classify(status), Answer::kFailed) << status;
  }
  EXPECT_EQ(classify(304), Answer::kUnchanged);
}

TEST(RetryPolicy, FailuresWaitARandomTimeUnderACeilingThatDoubles) {
  SeededRandom random;
  for (uint32_t failures = 0; failures < 40; ++failures) {
    Pause before;
    before.failures = failures;
    const int64_t ceiling = failures + 1 >= 12 ? kHourMs : kSecondMs << (failures + 1);
    int64_t shortest = ceiling;
    int64_t longest = 0;
    for (int i = 0; i < 200; ++i) {
      const Pause pause = pause_after(before, Answer::kFailed, {}, kNow, random);
      EXPECT_EQ(pause.failures, failures + 1);
      EXPECT_EQ(pause.from_ms, kNow);
      shortest = std::min(shortest, length(pause));
      longest = std::max(longest, length(pause));
    }
    EXPECT_GE(shortest, 0);
    EXPECT_LE(longest, ceiling);
    // Over the whole of it, or devices that failed together would come back together.
    EXPECT_LT(shortest, ceiling / 10) << failures;
    EXPECT_GT(longest, ceiling - ceiling / 10) << failures;
  }
}

TEST(RetryPolicy, ACountThatNeverEndsDoesNotOverflow) {
  SeededRandom random;
  Pause before;
  before.failures = 4'000'000'000;
  EXPECT_LE(length(pause_after(before, Answer::kFailed, {}, kNow, random)), kHourMs);
}

TEST(RetryPolicy, RetryAfterIsKeptWithUpToHalfOfItMore) {
  SeededRandom random;
  int64_t shortest = kDayMs;
  int64_t longest = 0;
  for (int i = 0; i < 200; ++i) {
    const Pause pause = pause_after({}, Answer::kFailed, 100'000, kNow, random);
    shortest = std::min(shortest, length(pause));
    longest = std::max(longest, length(pause));
  }
  EXPECT_GE(shortest, 100'000);
  EXPECT_LT(shortest, 105'000);
  EXPECT_LE(longest, 150'000);
  EXPECT_GT(longest, 145'000);
}

TEST(RetryPolicy, AWrongKeyWaitsAnHour) {
  SeededRandom random;
  EXPECT_EQ(length(pause_after({}, Answer::kForbidden, {}, kNow, random)), kHourMs);
  EXPECT_GE(length(pause_after({}, Answer::kForbidden, kDayMs, kNow, random)), kDayMs);
}

TEST(RetryPolicy, APauseEndsWhenItsTimeHasCome) {
  Pause pause{1, kNow, kNow + 500};
  EXPECT_EQ(remaining_ms(pause, kNow), 500);
  EXPECT_EQ(remaining_ms(pause, kNow + 499), 1);
  EXPECT_EQ(remaining_ms(pause, kNow + 500), 0);
  EXPECT_EQ(remaining_ms(pause, kNow + kDayMs), 0);
  Pause none;
  EXPECT_EQ(remaining_ms(none, kNow), 0);
  EXPECT_EQ(remaining_ms(none, -kNow), 0);
}

TEST(RetryPolicy, AClockThatIsSetBackDoesNotBlockForEver) {
  Pause pause{3, kNow, kNow + kHourMs};
  const TimeMs a_year_ago = kNow - 365 * kDayMs;
  EXPECT_EQ(remaining_ms(pause, a_year_ago), kHourMs);
  EXPECT_EQ(remaining_ms(pause, a_year_ago + kHourMs - 1), 1);
  EXPECT_EQ(remaining_ms(pause, a_year_ago + kHourMs), 0);
  EXPECT_EQ(pause.failures, 3u);
}

}  // namespace
}  // namespace nearshelf::sync
