#include "sdk/privacy/minimise.h"

#include <gtest/gtest.h>

#include "sdk/privacy/consent.h"

// tests/conformance/privacy has the whole table.
namespace nearshelf::privacy {
namespace {

TEST(Minimise, NothingIsSentWithoutMeasurement) {
  for (const uint32_t purposes : {0u, 1u, 4u, 5u}) {
    EXPECT_EQ(sent_fields(purposes), 0u);
    for (int kind = 0; kind < 100; ++kind) EXPECT_FALSE(may_send(kind, purposes)) << kind;
  }
}

TEST(Minimise, SearchesAndUnknownKindsAreNeverSent) {
  for (const int kind : {-1, 0, 6, 9, 1'000}) EXPECT_FALSE(may_send(kind, kAllPurposes)) << kind;
}

TEST(Minimise, RatingsNeedModelImprovement) {
  EXPECT_FALSE(may_send(7, kMeasurement | kPersonalization));
  EXPECT_TRUE(may_send(7, kMeasurement | kModelImprovement));
  EXPECT_FALSE(sent_fields(kMeasurement) & (kRating | kDwell | kScroll));
}

TEST(Minimise, TimesAreCutToMinutes) {
  EXPECT_EQ(coarse_time(59'999), 0);
  EXPECT_EQ(coarse_time(60'000), 60'000);
  EXPECT_EQ(coarse_time(-1), -60'000);
}

}  // namespace
}  // namespace nearshelf::privacy
