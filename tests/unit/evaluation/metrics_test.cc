#include "server_sync/evaluation/metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nearshelf::evaluation {
namespace {

std::vector<ranking::Recommendation> results(const std::vector<float>& scores) {
  std::vector<ranking::Recommendation> list(scores.size());
  for (size_t i = 0; i < scores.size(); ++i) {
    list[i].item = static_cast<uint32_t>(i);
    list[i].score = scores[i];
  }
  return list;
}

TEST(RankOf, IsThePlaceWhenNoScoresAreEqual) {
  const auto list = results({0.9f, 0.5f, 0.3f});
  EXPECT_EQ(rank_of(0, list, 2), 1u);
  EXPECT_EQ(rank_of(1, list, 2), 2u);
  EXPECT_EQ(rank_of(2, list, 2), std::nullopt) << "beyond k";
  EXPECT_EQ(rank_of(7, list, 2), std::nullopt);
}

TEST(RankOf, CountsTiesAgainstUs) {
  const auto list = results({0.9f, 0.5f, 0.5f, 0.5f});
  EXPECT_EQ(rank_of(1, list, 3), std::nullopt) << "four items are not lower";
  EXPECT_EQ(rank_of(1, list, 4), 4u);
  EXPECT_EQ(rank_of(0, list, 3), 1u);
}

TEST(RankOf, SeesATieAcrossTheBorder) {
  // The best k + 1 of a longer ranking: whatever stands behind, the label has at least k + 1 items not below it.
  EXPECT_EQ(rank_of(0, results({0.5f, 0.5f, 0.5f}), 2), std::nullopt);
}

TEST(Metrics, AreMeansInPercent) {
  MetricSums sums;
  sums.add(1u);
  sums.add(4u);
  sums.add(std::nullopt);
  sums.add(std::nullopt);
  const Metrics means = sums.means();
  EXPECT_EQ(sums.cases(), 4u);
  EXPECT_DOUBLE_EQ(means.hit_rate, 50.0);
  EXPECT_DOUBLE_EQ(means.recall, 50.0);
  EXPECT_DOUBLE_EQ(means.mrr, 100.0 * 1.25 / 4);
  EXPECT_DOUBLE_EQ(means.map, means.mrr);
  EXPECT_DOUBLE_EQ(means.ndcg, 100.0 * (1.0 + 1.0 / std::log2(5.0)) / 4);
}

TEST(Metrics, OfNoCaseAreZero) { EXPECT_EQ(MetricSums().means().hit_rate, 0.0); }

}  // namespace
}  // namespace nearshelf::evaluation
