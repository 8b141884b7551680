#include "sdk/privacy/pseudonym.h"

#include <gtest/gtest.h>

#include <set>

#include "sdk/platform/host.h"

// tests/conformance/privacy has the golden vectors.
namespace nearshelf::privacy {
namespace {

platform::Crypto& crypto() { return *platform::host_platform().value().crypto; }

Secret secret(uint8_t value) {
  Secret bytes;
  bytes.fill(value);
  return bytes;
}

TEST(Pseudonym, ChangesForAllAtTheSameMoment) {
  EXPECT_EQ(period_of(0, 30), 0);
  EXPECT_EQ(period_of(30 * kDayMs - 1, 30), 0);
  EXPECT_EQ(period_of(30 * kDayMs, 30), 1);
  EXPECT_EQ(period_of(-1, 30), -1);
}

TEST(Pseudonym, DependsOnSecretDaysAndPeriod) {
  std::set<Pseudonym> made;
  for (const uint8_t value : {0, 1}) {
    for (const uint32_t days : {7u, 30u}) {
      for (const int64_t period : {655, 656}) {
        made.insert(make_pseudonym(crypto(), secret(value), days, period));
        EXPECT_TRUE(made.contains(make_pseudonym(crypto(), secret(value), days, period)));
      }
    }
  }
  EXPECT_EQ(made.size(), 8u);
}

TEST(Pseudonym, ASessionTokenDependsOnSecretPeriodAndSession) {
  std::set<uint64_t> made;
  for (const uint8_t value : {0, 1}) {
    for (const int64_t period : {655, 656}) {
      for (const int64_t session : {1, 2}) made.insert(make_session_token(crypto(), secret(value), period, session));
    }
  }
  EXPECT_EQ(made.size(), 8u);
}

}  // namespace
}  // namespace nearshelf::privacy
