#include "sdk/privacy/consent.h"

#include <gtest/gtest.h>

namespace nearshelf::privacy {
namespace {

Decision make(uint32_t granted, bool gpc = false) {
  Decision decision;
  decision.granted = granted;
  decision.global_privacy_control = gpc;
  decision.policy_version = "2024-05";
  decision.time_ms = 1'700'000'000'000;
  return decision;
}

TEST(Consent, WhatWasGrantedHolds) {
  EXPECT_EQ(effective_purposes(make(0), kAllPurposes), 0u);
  EXPECT_EQ(effective_purposes(make(5), kAllPurposes), 5u);
}

TEST(Consent, GlobalPrivacyControlIsANoToWhatTheShopSays) {
  EXPECT_EQ(effective_purposes(make(7, true), kAllPurposes), 0u);
  EXPECT_EQ(effective_purposes(make(7, true), kMeasurement | kModelImprovement), uint32_t{kPersonalization});
  EXPECT_EQ(effective_purposes(make(7, true), 0), 7u);
  EXPECT_EQ(effective_purposes(make(1, true), kMeasurement), 1u);
}

TEST(Consent, FieldsAreChecked) {
  EXPECT_TRUE(validate(make(7)).ok());
  EXPECT_EQ(validate(make(8)).place(), "consent.granted");
  for (const std::string& version :
       {std::string(), std::string(65, 'a'), std::string("a b"), std::string("\xc3\xa4")}) {
    Decision decision = make(7);
    decision.policy_version = version;
    EXPECT_EQ(validate(decision).place(), "consent.policy_version") << version;
  }
  for (const TimeMs time : {TimeMs{-1}, kMaxTimeMs + 1}) {
    Decision decision = make(7);
    decision.time_ms = time;
    EXPECT_EQ(validate(decision).place(), "consent.time_ms");
  }
}

}  // namespace
}  // namespace nearshelf::privacy
