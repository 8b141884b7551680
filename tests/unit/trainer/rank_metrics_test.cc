#include "server_sync/trainer/rank_metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "server_sync/trainer/learner.h"
#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

class RankMetricsTest : public testing::Test {
 protected:
  RankMetricsTest() {
    TrainOptions options = small_options();
    model_ = Learner(options, std::vector<uint32_t>(100, 1), pool_, math::kernels()).model();
    Random random(3, Random::Purpose::kInit);
    for (float& v : model_.output_bias) v = random.uniform(-2.0f, 2.0f);
  }

  math::ThreadPool pool_{2};
  GruModel model_;
};

TEST_F(RankMetricsTest, RanksFollowTheLogitsAndTheMetricsTheRanks) {
  std::vector<std::vector<uint32_t>> prefixes;
  for (uint32_t i = 0; i < 80; ++i) prefixes.push_back({i, (i * 7) % 100, (i * 3) % 100});
  for (uint32_t i = 0; i < 80; ++i) prefixes[i].resize(1 + i % 3);
  std::vector<RankCase> cases;
  std::vector<std::span<const uint32_t>> spans;
  std::vector<uint32_t> labels;
  for (uint32_t i = 0; i < 80; ++i) {
    cases.push_back({prefixes[i], (i * 31) % 100});
    spans.push_back(prefixes[i]);
    labels.push_back(cases.back().label);
  }
  const std::vector<float> queries = prefix_queries(model_, spans, pool_);
  const std::vector<uint32_t> ranks = label_ranks(model_, queries, labels, pool_);
  double hits = 0.0, mrr = 0.0;
  for (size_t i = 0; i < 80; ++i) {
    std::vector<float> logits(100);
    item_logits(model_, queries.data() + i * model_.dim, logits);
    uint32_t rank = 1;
    for (const float logit : logits) rank += logit > logits[labels[i]] ? 1 : 0;
    EXPECT_EQ(ranks[i], rank) << i;
    if (rank > 20) continue;
    hits += 1.0;
    mrr += 1.0 / rank;
  }
  const RankMetrics metrics = rank_metrics(model_, cases, 20, pool_);
  EXPECT_EQ(metrics.cases, 80u);
  EXPECT_DOUBLE_EQ(metrics.hit_rate, hits / 80);
  EXPECT_DOUBLE_EQ(metrics.mrr, mrr / 80);
  EXPECT_GT(hits, 0.0);
}

TEST_F(RankMetricsTest, LogitsAreTheDefinition) {
  std::vector<float> query(model_.dim), logits(100);
  for (size_t d = 0; d < query.size(); ++d) query[d] = 0.1f * static_cast<float>(d % 5);
  item_logits(model_, query.data(), logits);
  double expected = model_.output_bias[42];
  for (size_t d = 0; d < query.size(); ++d) expected += model_.logit_scale * query[d] * model_.embeddings[42 * 32 + d];
  EXPECT_NEAR(logits[42], expected, 1e-4);
}

TEST_F(RankMetricsTest, TiesAndNanCountAgainstUs) {
  const std::vector<float> query(model_.dim, 0.0f);
  std::fill(model_.output_bias.begin(), model_.output_bias.end(), 0.0f);
  const std::vector<uint32_t> label = {7};
  EXPECT_EQ(label_ranks(model_, query, label, pool_)[0], 100u);
  model_.output_bias[7] = 1.0f;
  model_.output_bias[8] = 1.0f;
  EXPECT_EQ(label_ranks(model_, query, label, pool_)[0], 2u);
  model_.output_bias[7] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(label_ranks(model_, query, label, pool_)[0], 100u);
}

TEST_F(RankMetricsTest, EmptyInputsAreFine) {
  EXPECT_EQ(rank_metrics(model_, {}, 20, pool_).cases, 0u);
  const std::vector<std::span<const uint32_t>> empty_prefix(1);
  EXPECT_EQ(prefix_queries(model_, empty_prefix, pool_), std::vector<float>(model_.dim, 0.0f));
}

}  // namespace
}  // namespace nearshelf::trainer
