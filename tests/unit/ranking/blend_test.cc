#include "sdk/ranking/blend.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nearshelf::ranking {
namespace {

// Items 0..3; the session model prefers item 1, the neighbours item 2, the prior item 3.
class Blend : public ::testing::Test {
 protected:
  Blend() {
    evidence_.masses.resize(4);
    evidence_.masses[2].neighbors = 0.5f;
    evidence_.masses[2].rules = 0.25f;
    evidence_.touched = {2};
  }

  double score(size_t i) const { return static_cast<double>(out_.scores[i]) * out_.factor; }
  double probability(size_t i) const {
    double sum = 0.0;
    for (const float logit : logits_) sum += std::exp(logit);
    return std::exp(logits_[i]) / sum;
  }

  const std::vector<float> logits_ = {0.0f, 2.0f, 1.0f, -1.0f};
  const std::vector<float> prior_ = {0.1f, 0.1f, 0.1f, 0.7f};
  Evidence evidence_;
  BlendScores out_;
};

TEST_F(Blend, MultipliesThePowerOfTheSessionModelWithTheSumOfMasses) {
  const BlendWeights weights = {.gru_power = 0.5f, .gru_mass = 2.0f, .popular_mass = 0.3f};
  blend_scores(logits_, prior_, &evidence_, weights, 4, out_);
  double expected[4];
  double total = 0.0;
  for (size_t i = 0; i < 4; ++i) {
    const double mass = (i == 2 ? 0.75 : 0.0) + 0.3 * prior_[i] + 2.0 * probability(i);
    expected[i] = std::sqrt(probability(i)) * mass;
    total += expected[i];
  }
  for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(score(i), expected[i] / total, 1e-6);
}

TEST_F(Blend, WithoutASessionModelIsTheSumOfMasses) {
  const BlendWeights weights = {.gru_power = 0.5f, .gru_mass = 2.0f, .popular_mass = 1.0f};
  blend_scores({}, prior_, &evidence_, weights, 4, out_);
  EXPECT_TRUE(out_.powers.empty());
  EXPECT_TRUE(out_.probabilities.empty());
  EXPECT_NEAR(score(2), 0.85 / 1.75, 1e-6);
  EXPECT_NEAR(score(3), 0.7 / 1.75, 1e-6);
}

TEST_F(Blend, OfTheSessionModelAloneIsItsSoftmax) {
  blend_scores(logits_, {}, nullptr, {.gru_power = 1.0f, .popular_mass = 1.0f}, 4, out_);
  for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(score(i), probability(i), 1e-6);
}

TEST_F(Blend, ScratchOfAnotherModelDoesNotShow) {
  blend_scores(logits_, prior_, &evidence_, {.gru_power = 1.0f, .gru_mass = 1.0f, .popular_mass = 1.0f}, 4, out_);
  blend_scores({}, {}, nullptr, {.popular_mass = 1.0f}, 2, out_);
  EXPECT_EQ(out_.scores, (std::vector<float>{0.5f, 0.5f}));
  EXPECT_EQ(out_.factor, 1.0f);
}

}  // namespace
}  // namespace nearshelf::ranking
