#include "sdk/ranking/priors.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/support/test_model.h"

namespace nearshelf::ranking {
namespace {

TEST(PopularityPrior, IsADistributionThatFollowsTheClicks) {
  testing::TestModelOptions options;
  options.item_count = 4;
  options.sessions = {{0, 0}, {0, 0}, {0, 1}, {1, 1}};  // trend counts the newest quarter: item 1
  const auto model = testing::make_test_model(options);
  const std::vector<float> popular = popularity_prior(*model, 0.0f);
  EXPECT_NEAR(std::accumulate(popular.begin(), popular.end(), 0.0), 1.0, 1e-5);
  EXPECT_GT(popular[0], popular[1]);
  EXPECT_GT(popular[1], popular[2]);
  EXPECT_GT(popular[2], 0.0f);
  const std::vector<float> trend = popularity_prior(*model, 1.0f);
  EXPECT_NEAR(std::accumulate(trend.begin(), trend.end(), 0.0), 1.0, 1e-5);
  EXPECT_GT(trend[1], trend[0]);
}

TEST(PopularityPrior, IsUniformForAModelWithoutPriors) {
  testing::TestModelOptions options;
  options.with_priors = false;
  const auto model = testing::make_test_model(options);
  for (const float p : popularity_prior(*model, 0.5f)) EXPECT_NEAR(p, 1.0 / model->item_count(), 1e-7);
}

}  // namespace
}  // namespace nearshelf::ranking
