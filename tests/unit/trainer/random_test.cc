#include "server_sync/trainer/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace nearshelf::trainer {
namespace {

TEST(RandomTest, IsAFunctionOfSeedPurposeAndPlace) {
  const auto first = [](uint64_t seed, Random::Purpose purpose, uint64_t a, uint64_t b) {
    return Random(seed, purpose, a, b).next();
  };
  EXPECT_EQ(first(1, Random::Purpose::kInit, 2, 3), first(1, Random::Purpose::kInit, 2, 3));
  const std::set<uint64_t> different = {
      first(1, Random::Purpose::kInit, 2, 3),  first(2, Random::Purpose::kInit, 2, 3),
      first(1, Random::Purpose::kOrder, 2, 3), first(1, Random::Purpose::kInit, 3, 3),
      first(1, Random::Purpose::kInit, 2, 4),  first(1, Random::Purpose::kInit, 3, 2)};
  EXPECT_EQ(different.size(), 6u);
}

TEST(RandomTest, DrawsAreUniform) {
  Random random(7, Random::Purpose::kInit);
  std::vector<int> seen(10);
  double sum = 0.0;
  for (int i = 0; i < 100'000; ++i) {
    ++seen[random.below(10)];
    const float v = random.uniform(-2.0f, 4.0f);
    ASSERT_GE(v, -2.0f);
    ASSERT_LE(v, 4.0f);
    sum += v;
  }
  for (const int n : seen) EXPECT_NEAR(n, 10'000, 500);
  EXPECT_NEAR(sum / 100'000, 1.0, 0.03);
}

TEST(RandomTest, ShuffleIsAPermutation) {
  std::vector<int> values(100);
  std::iota(values.begin(), values.end(), 0);
  const std::vector<int> sorted = values;
  Random(7, Random::Purpose::kOrder).shuffle(values);
  EXPECT_NE(values, sorted);
  std::sort(values.begin(), values.end());
  EXPECT_EQ(values, sorted);
}

}  // namespace
}  // namespace nearshelf::trainer
