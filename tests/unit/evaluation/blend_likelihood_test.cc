#include "server_sync/evaluation/blend_likelihood.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "sdk/ranking/priors.h"
#include "sdk/ranking/workspace.h"
#include "tests/support/test_model.h"

namespace nearshelf::evaluation {
namespace {

using ranking::BlendParameters;
using ranking::ParameterTable;

BlendContext context_of(const testing::TestModelOptions& options) {
  BlendContext context;
  context.model = testing::make_test_model(options);
  if (options.with_gru) context.gru = std::move(ranking::Gru::create(context.model)).value();
  context.index = ranking::SessionIndex(context.model->neighbors(), context.model->item_count());
  context.prior = ranking::popularity_prior(*context.model, BlendParameters().popular_trend);
  return context;
}

BlendCase case_of(const BlendContext& context, std::span<const uint32_t> prefix, uint32_t label) {
  BlendCase sample;
  sample.prefix = prefix;
  sample.label = label;
  if (context.gru) {
    std::vector<float> hidden(context.gru->hidden_size(), 0.0f);
    for (const uint32_t item : prefix) context.gru->step(item, hidden);
    sample.query = context.gru->make_query(hidden, prefix.back());
  }
  return sample;
}

BlendFit zero_gradient() {
  BlendFit gradient;
  for (const ParameterTable& table : parameter_tables(gradient.blend)) {
    std::fill(table.values.begin(), table.values.end(), 0.0f);
  }
  gradient.sharpness = 0.0f;
  return gradient;
}

// Parameters off the defaults, so that no two derivatives cancel by accident.
BlendFit uneven_fit() {
  BlendFit fit;
  fit.sharpness = 0.8f;
  std::mt19937 random(7);
  for (const ParameterTable& table : parameter_tables(fit.blend)) {
    for (float& value : table.values) value *= 0.5f + static_cast<float>(random() % 1000) / 1000.0f;
  }
  return fit;
}

const std::vector<uint32_t> kPrefix = {40, 41, 40, 43, 45, 44, 40, 46};

class LikelihoodGradient : public ::testing::TestWithParam<bool> {};

TEST_P(LikelihoodGradient, IsThatOfFiniteDifferences) {
  testing::TestModelOptions options;
  options.with_gru = GetParam();
  const BlendContext context = context_of(options);
  LikelihoodScratch scratch;
  BlendFit unused = zero_gradient();
  for (const uint32_t label : {40u, 47u, 110u}) {  // of the session, near it, far from it
    const BlendCase sample = case_of(context, kPrefix, label);
    BlendFit fit = uneven_fit();
    BlendFit gradient = zero_gradient();
    log_likelihood(context, fit, sample, 0.0f, scratch, gradient);
    const auto check = [&](float& value, float derivative, std::string_view name) {
      constexpr double kStep = 0.02;
      const float kept = value;
      value = kept * static_cast<float>(std::exp(kStep));
      const double above = log_likelihood(context, fit, sample, 0.0f, scratch, unused);
      value = kept * static_cast<float>(std::exp(-kStep));
      const double below = log_likelihood(context, fit, sample, 0.0f, scratch, unused);
      value = kept;
      const double expected = (above - below) / (2 * kStep);
      EXPECT_NEAR(derivative, expected, 2e-3 + 0.02 * std::abs(expected)) << name << " label " << label;
    };
    const std::vector<ParameterTable> tables = parameter_tables(fit.blend);
    const std::vector<ParameterTable> slopes = parameter_tables(gradient.blend);
    for (size_t t = 0; t < tables.size(); ++t) {
      if (tables[t].name == "popular.trend") continue;  // part of the prior, not fitted
      for (size_t i = 0; i < tables[t].values.size(); ++i)
        check(tables[t].values[i], slopes[t].values[i], tables[t].name);
    }
    check(fit.sharpness, gradient.sharpness, "sharpness");
  }
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutGru, LikelihoodGradient, ::testing::Bool());

TEST(Likelihood, IsTheScoreOfTheDeviceWhenNothingIsSharpened) {
  testing::TestModelOptions options;
  const BlendContext context = context_of(options);
  const auto recommender = std::move(ranking::Recommender::create(context.model)).value();
  ranking::Request request;
  request.k = context.model->item_count();
  ranking::Workspace workspace;
  const auto results = recommender->recommend({kPrefix, {}}, request, workspace);
  ASSERT_TRUE(results.ok());
  LikelihoodScratch scratch;
  for (const ranking::Recommendation& result : *results) {
    BlendFit gradient = zero_gradient();
    const BlendCase sample = case_of(context, kPrefix, result.item);
    const double likelihood = log_likelihood(context, BlendFit(), sample, 0.0f, scratch, gradient);
    EXPECT_NEAR(likelihood, std::log(result.score), 1e-3) << result.item;
  }
}

TEST(Likelihood, FocusWeighsTheGradientByWhatTheLabelHas) {
  const BlendContext context = context_of({});
  const BlendCase sample = case_of(context, kPrefix, 47);
  LikelihoodScratch scratch;
  BlendFit plain = zero_gradient();
  BlendFit focused = zero_gradient();
  const double likelihood = log_likelihood(context, uneven_fit(), sample, 0.0f, scratch, plain);
  EXPECT_EQ(log_likelihood(context, uneven_fit(), sample, 0.5f, scratch, focused), likelihood);
  ASSERT_NE(plain.sharpness, 0.0f);
  EXPECT_NEAR(focused.sharpness / plain.sharpness, std::exp(0.5 * likelihood), 1e-3);
}

}  // namespace
}  // namespace nearshelf::evaluation
