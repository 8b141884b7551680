#include "server_sync/protocol/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nearshelf/nearshelf.h"
#include "sdk/schema/events_generated.h"

namespace nearshelf::protocol {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Names, KindsAreThoseOfTheAbi) {
  EXPECT_EQ(kind_name(NSH_EVENT_VIEW), "view");
  EXPECT_EQ(kind_name(NSH_EVENT_CLICK), "click");
  EXPECT_EQ(kind_name(NSH_EVENT_ADD_TO_CART), "add_to_cart");
  EXPECT_EQ(kind_name(NSH_EVENT_REMOVE_FROM_CART), "remove_from_cart");
  EXPECT_EQ(kind_name(NSH_EVENT_PURCHASE), "purchase");
  EXPECT_EQ(kind_name(NSH_EVENT_SEARCH), "search");
  EXPECT_EQ(kind_name(NSH_EVENT_RATING), "rating");
  EXPECT_EQ(kind_name(NSH_EVENT_IMPRESSION), "impression");
  EXPECT_EQ(kind_name(0), "");
  EXPECT_EQ(kind_name(9), "");
  for (uint8_t kind = kView; kind <= kImpression; ++kind) EXPECT_EQ(kind_of(kind_name(kind)), kind);
  EXPECT_FALSE(kind_of(""));
  EXPECT_FALSE(kind_of("View"));
}

TEST(Names, VerdictsAreThoseOfTheSchema) {
  namespace fbs = schema::sync;
  EXPECT_EQ(static_cast<int>(Verdict::kErased), static_cast<int>(fbs::Verdict::MAX));
  EXPECT_EQ(static_cast<int>(Verdict::kNoConsent), static_cast<int>(fbs::Verdict::NoConsent));
  for (int i = 0; i <= static_cast<int>(fbs::Verdict::MAX); ++i) {
    const auto verdict = static_cast<Verdict>(i);
    ASSERT_FALSE(verdict_name(verdict).empty()) << i;
    EXPECT_EQ(verdict_of(verdict_name(verdict)), verdict);
  }
  EXPECT_EQ(verdict_name(Verdict::kNoConsent), "no_consent");
  EXPECT_EQ(verdict_name(static_cast<Verdict>(7)), "");
  EXPECT_FALSE(verdict_of(""));
}

TEST(Names, PurposesAreBits) {
  EXPECT_EQ(purpose_of("personalization"), kPersonalization);
  EXPECT_EQ(purpose_of("measurement"), kMeasurement);
  EXPECT_EQ(purpose_of("model_improvement"), kModelImprovement);
  EXPECT_FALSE(purpose_of("marketing"));
  EXPECT_EQ(purpose_name(kMeasurement), "measurement");
  EXPECT_EQ(purpose_name(kMeasurement | kPersonalization), "");
  EXPECT_THAT(purpose_names(kModelImprovement | kPersonalization), ElementsAre("personalization", "model_improvement"));
  EXPECT_THAT(purpose_names(0), IsEmpty());
}

}  // namespace
}  // namespace nearshelf::protocol
