#include "server_sync/trainer/sampler.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nearshelf::trainer {
namespace {

TEST(NegativeSamplerTest, DrawsByThePowerOfTheCount) {
  const std::vector<uint32_t> counts = {100, 25, 4, 1, 0};
  for (const float alpha : {0.0f, 0.5f, 1.0f}) {
    const NegativeSampler sampler(counts, alpha);
    Random random(3, Random::Purpose::kNegatives);
    std::vector<double> seen(5);
    constexpr int kDraws = 200'000;
    for (int i = 0; i < kDraws; ++i) seen[sampler.draw(random)] += 1.0 / kDraws;
    double total = 0.0;
    std::vector<double> p(5);
    for (size_t i = 0; i < 5; ++i) total += p[i] = alpha == 0.0f ? 1.0 : std::pow(counts[i], alpha);
    for (size_t i = 0; i < 5; ++i) EXPECT_NEAR(seen[i], p[i] / total, 0.005) << "alpha " << alpha << " item " << i;
  }
}

TEST(NegativeSamplerTest, InclusionChanceIsThatOfEitherWay) {
  const NegativeSampler sampler(std::vector<uint32_t>{6, 3, 1}, 1.0f);
  EXPECT_NEAR(sampler.log_inclusion(1, 2, 3), std::log(1.0 - std::pow(0.7, 5)), 1e-6);
  EXPECT_NEAR(sampler.log_inclusion(2, 1, 0), std::log(0.1), 1e-6);
  EXPECT_LT(sampler.log_inclusion(0, 1000, 1000), 1e-6);
}

// The tail of an epoch is a narrower batch: its items were less likely to be candidates.
TEST(NegativeSamplerTest, ANarrowBatchHasALowerChance) {
  const NegativeSampler sampler(std::vector<uint32_t>(1000, 1), 0.5f);
  EXPECT_LT(sampler.log_inclusion(5, 3, 10), sampler.log_inclusion(5, 300, 10));
}

TEST(NegativeSamplerTest, UnseenItemsAndDegenerateCountsStayFinite) {
  EXPECT_TRUE(std::isfinite(NegativeSampler(std::vector<uint32_t>{5, 0}, 0.5f).log_inclusion(1, 4, 0)));
  EXPECT_TRUE(std::isfinite(NegativeSampler(std::vector<uint32_t>{5}, 0.5f).log_inclusion(0, 1, 1)));
  const NegativeSampler nothing(std::vector<uint32_t>{0, 0, 0}, 0.5f);
  Random random(3, Random::Purpose::kNegatives);
  EXPECT_LT(nothing.draw(random), 3u);
}

}  // namespace
}  // namespace nearshelf::trainer
