#include "sdk/profile/context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::profile {
namespace {

using store::EventKind;
using store::ItemEvent;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> steps(const std::vector<ItemEvent>& events) {
  StepRule rule;
  return step_items(events, rule);
}

TEST(StepRule, FourKindsAreSteps) {
  EXPECT_THAT(steps({{EventKind::kView, "a"},
                     {EventKind::kClick, "b"},
                     {EventKind::kAddToCart, "c"},
                     {EventKind::kPurchase, "d"}}),
              ElementsAre("a", "b", "c", "d"));
}

TEST(StepRule, TheOtherKindsAreNone) {
  EXPECT_THAT(steps({{EventKind::kRemoveFromCart, "a"},
                     {EventKind::kSearch, ""},
                     {EventKind::kRating, "b"},
                     {EventKind::kImpression, "c"}}),
              IsEmpty());
}

TEST(StepRule, TheSameKindOnTheSameItemIsAnotherStep) {
  EXPECT_THAT(steps({{EventKind::kView, "a"}, {EventKind::kView, "a"}}), ElementsAre("a", "a"));
}

TEST(StepRule, AnotherKindOnTheSameItemIsTheSameStep) {
  EXPECT_THAT(steps({{EventKind::kClick, "a"},
                     {EventKind::kView, "a"},
                     {EventKind::kAddToCart, "a"},
                     {EventKind::kPurchase, "a"},
                     {EventKind::kView, "b"}}),
              ElementsAre("a", "b"));
}

TEST(StepRule, AfterAnotherItemItIsAStepAgain) {
  EXPECT_THAT(steps({{EventKind::kView, "a"}, {EventKind::kView, "b"}, {EventKind::kAddToCart, "a"}}),
              ElementsAre("a", "b", "a"));
}

TEST(StepRule, WhatIsNoStepDoesNotComeBetween) {
  EXPECT_THAT(steps({{EventKind::kClick, "a"}, {EventKind::kImpression, "b"}, {EventKind::kView, "a"}}),
              ElementsAre("a"));
}

TEST(StepRule, GoesOnWhereAReplayEnded) {
  StepRule rule;
  const std::vector<ItemEvent> replayed = {{EventKind::kClick, "a"}};
  EXPECT_THAT(step_items(replayed, rule), ElementsAre("a"));
  EXPECT_FALSE(rule.is_step(EventKind::kView, "a"));
  EXPECT_TRUE(rule.is_step(EventKind::kView, "b"));
}

}  // namespace
}  // namespace nearshelf::profile
