#include "server_sync/evaluation/fit_blend.h"

#include <gtest/gtest.h>

#include <map>

#include "sdk/ranking/blend_parameters.h"
#include "tests/support/test_model.h"

namespace nearshelf::evaluation {
namespace {

constexpr uint32_t kItems = 60;

// Shoppers who always go back to the item before the last one.
data::SessionDataset back_and_forth(uint32_t sessions) {
  data::SessionDataset dataset;
  for (uint32_t i = 0; i < kItems; ++i) dataset.item_ids.push_back(std::to_string(i));
  for (uint32_t s = 0; s < sessions; ++s) {
    const uint32_t a = (s * 7) % kItems;
    const uint32_t b = (s * 11 + 5) % kItems;
    for (const uint32_t item : {a, b, a, b, a}) dataset.items.push_back(item);
    dataset.offsets.push_back(dataset.items.size());
  }
  return dataset;
}

std::shared_ptr<const model::Model> small_model(bool with_gru) {
  testing::TestModelOptions options;
  options.item_count = kItems;
  options.with_gru = with_gru;
  return testing::make_test_model(options);
}

TEST(FitBlend, FindsWhatTheShopDoes) {
  std::vector<double> likelihoods;
  FitOptions options;
  options.passes = 8;
  options.on_pass = [&](uint32_t pass, double likelihood) {
    EXPECT_EQ(pass, likelihoods.size());
    likelihoods.push_back(likelihood);
    return true;
  };
  const auto fitted = fit_blend(small_model(true), back_and_forth(200), options);
  ASSERT_TRUE(fitted.ok()) << fitted.status().to_string();
  EXPECT_EQ(fitted->cases, 800u);
  ASSERT_EQ(likelihoods.size(), 8u);
  EXPECT_GT(likelihoods.back(), likelihoods.front() + 0.1);
  EXPECT_EQ(fitted->log_likelihood, likelihoods.back());

  const auto parameters = ranking::parse_parameters(fitted->parameters);
  ASSERT_TRUE(parameters.ok());
  const uint32_t four_clicks = ranking::length_class(4) * ranking::kAges;
  EXPECT_GT(parameters->own_age[four_clicks + 1], 2 * parameters->own_age[four_clicks]);
  EXPECT_GT(parameters->own_age[four_clicks + 1], ranking::BlendParameters().own_age[four_clicks + 1]);
}

TEST(FitBlend, IsTheSameForTheSameSeedAndAnyThreads) {
  FitOptions options;
  options.passes = 2;
  options.threads = 1;
  const auto one = fit_blend(small_model(true), back_and_forth(100), options);
  options.threads = 3;
  const auto three = fit_blend(small_model(true), back_and_forth(100), options);
  options.seed = 2;
  const auto other = fit_blend(small_model(true), back_and_forth(100), options);
  ASSERT_TRUE(one.ok() && three.ok() && other.ok());
  EXPECT_EQ(one->parameters, three->parameters);
  EXPECT_NE(one->parameters, other->parameters);
}

TEST(FitBlend, WithoutSessionsTheDefaultsServe) {
  const auto fitted = fit_blend(small_model(false), back_and_forth(0));
  ASSERT_TRUE(fitted.ok());
  EXPECT_EQ(fitted->cases, 0u);
  EXPECT_TRUE(fitted->parameters.empty());
}

TEST(FitBlend, SwitchedOffRankersStayOff) {
  FitOptions options;
  options.passes = 1;
  options.rankers = ranking::kAllRankers & ~(ranking::kRules | ranking::kOwnItems);
  for (const uint32_t sessions : {0u, 50u}) {
    const auto fitted = fit_blend(small_model(false), back_and_forth(sessions), options);
    ASSERT_TRUE(fitted.ok());
    const auto parameters = ranking::parse_parameters(fitted->parameters);
    ASSERT_TRUE(parameters.ok());
    for (const float value : parameters->rule_step) EXPECT_EQ(value, 0.0f);
    for (const float value : parameters->own_age) EXPECT_EQ(value, 0.0f);
    EXPECT_GT(parameters->match[1], 0.0f);
  }
}

TEST(FitBlend, StopsWhenAskedTo) {
  FitOptions options;
  uint32_t passes = 0;
  options.on_pass = [&](uint32_t, double) { return ++passes < 2; };
  ASSERT_TRUE(fit_blend(small_model(false), back_and_forth(50), options).ok());
  EXPECT_EQ(passes, 2u);
}

TEST(FitBlend, ImpossibleInputIsAnError) {
  data::SessionDataset unknown = back_and_forth(5);
  unknown.items[3] = kItems;
  EXPECT_EQ(fit_blend(small_model(false), unknown).status().code(), Code::kInvalidArgument);
  FitOptions options;
  options.passes = 0;
  EXPECT_EQ(fit_blend(small_model(false), back_and_forth(5), options).status().code(), Code::kInvalidArgument);
}

}  // namespace
}  // namespace nearshelf::evaluation
