#include "server_sync/sample_shop/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nearshelf::sample_shop {
namespace {

TEST(Elementary, AgreesWithTheLibraryFarBeyondWhatTheShopNeeds) {
  for (double x = -50; x < 50; x += 0.0371) {
    EXPECT_NEAR(portable_exp(x) / std::exp(x), 1, 1e-13) << x;
  }
  for (double x = 1e-6; x < 1e9; x *= 1.037) {
    EXPECT_NEAR(portable_log(x), std::log(x), 1e-13 * std::max(1.0, std::abs(std::log(x)))) << x;
  }
  EXPECT_EQ(portable_exp(0), 1);
  EXPECT_EQ(portable_log(1), 0);
  EXPECT_NEAR(portable_pow(2, 10), 1024, 1e-9);
}

TEST(Random, TheSameSeedGivesTheSameNumbersAndAnotherStreamOthers) {
  Random a(5, Stream::kProducts);
  Random b(5, Stream::kProducts);
  Random other_stream(5, Stream::kSessions);
  Random other_seed(6, Stream::kProducts);
  int equal = 0;
  for (int i = 0; i < 100; ++i) {
    const double drawn = a.uniform();
    EXPECT_EQ(drawn, b.uniform());
    equal += drawn == other_stream.uniform() || drawn == other_seed.uniform();
  }
  EXPECT_EQ(equal, 0);
}

TEST(Random, TheFirstNumbersNeverChange) {
  Random random(1, Stream::kProducts);
  EXPECT_EQ(random.below(1'000'000), 716691u);
  EXPECT_EQ(random.below(1'000'000), 746128u);
  EXPECT_EQ(static_cast<int>(random.normal() * 1e6), 1510209);
}

TEST(Random, DistributionsHaveTheirMoments) {
  Random random(2, Stream::kProducts);
  constexpr int kCount = 100'000;
  double sum = 0, squares = 0, below_median = 0, geometric = 0;
  std::vector<int> places(7, 0);
  for (int i = 0; i < kCount; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
    below_median += random.log_normal(30, 0.7) < 30;
    geometric += static_cast<double>(random.geometric(0.25));
    ++places[random.below(7)];
  }
  EXPECT_NEAR(sum / kCount, 0, 0.02);
  EXPECT_NEAR(squares / kCount, 1, 0.02);
  EXPECT_NEAR(below_median / kCount, 0.5, 0.01);
  EXPECT_NEAR(geometric / kCount, 3, 0.06);
  for (const int count : places) EXPECT_NEAR(count, kCount / 7, 600);
}

TEST(WeightedChoice, DrawsInProportion) {
  const std::vector<double> weights = {1, 0, 3, 6};
  const WeightedChoice choice(weights);
  EXPECT_FALSE(choice.empty());
  EXPECT_TRUE(WeightedChoice().empty());
  Random random(3, Stream::kProducts);
  std::vector<int> counts(4, 0);
  for (int i = 0; i < 50'000; ++i) ++counts[choice.draw(random)];
  EXPECT_EQ(counts[1], 0);
  EXPECT_NEAR(counts[0], 5000, 300);
  EXPECT_NEAR(counts[2], 15000, 500);
  EXPECT_NEAR(counts[3], 30000, 600);
}

}  // namespace
}  // namespace nearshelf::sample_shop
