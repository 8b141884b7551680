#include "server_sync/trainer/batch_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

using testing::ElementsAre;
using Pairs = std::map<std::pair<uint32_t, uint32_t>, int>;

// How often every (input, target) pair is learned in one epoch.
Pairs learned(BatchPlan& plan, uint64_t epoch) {
  Pairs pairs;
  Batch batch;
  plan.start_epoch(epoch);
  while (plan.next(batch)) {
    for (size_t r = 0; r < batch.rows(); ++r) ++pairs[{batch.input[r], batch.target[r]}];
  }
  return pairs;
}

Pairs pairs_of(const data::SessionDataset& data, size_t first, size_t end) {
  Pairs pairs;
  for (size_t s = first; s < end; ++s) {
    for (size_t i = 0; i + 1 < data.session(s).size(); ++i) ++pairs[{data.session(s)[i], data.session(s)[i + 1]}];
  }
  return pairs;
}

TEST(BatchPlanTest, EveryPairOfTheRangeIsLearnedOnceAnEpoch) {
  const data::SessionDataset data = test_shop(500, 300);
  for (const Batching batching : {Batching::kWholeSessions, Batching::kSessionParallel}) {
    TrainOptions options = small_options();
    options.batching = batching;
    options.max_session_clicks = 3;  // most sessions are cut
    BatchPlan plan(data, options, 40, 260);
    const Pairs expected = pairs_of(data, 40, 260);
    EXPECT_EQ(learned(plan, 0), expected);
    EXPECT_EQ(learned(plan, 1), expected);
    size_t rows = 0;
    for (const auto& [pair, n] : expected) rows += static_cast<size_t>(n);
    EXPECT_EQ(plan.rows_per_epoch(), rows);
  }
}

TEST(BatchPlanTest, ShufflesByEpochAndOnlyByEpoch) {
  const data::SessionDataset data = test_shop(500, 300);
  BatchPlan plan(data, small_options(), 0, 300);
  const auto first_batch = [&](uint64_t epoch) {
    Batch batch;
    plan.start_epoch(epoch);
    EXPECT_TRUE(plan.next(batch));
    return batch.input;
  };
  EXPECT_EQ(first_batch(0), first_batch(0));
  EXPECT_NE(first_batch(0), first_batch(1));
}

TEST(BatchPlanTest, SkippingLeadsToTheSameBatches) {
  const data::SessionDataset data = test_shop(500, 300);
  for (const Batching batching : {Batching::kWholeSessions, Batching::kSessionParallel}) {
    TrainOptions options = small_options();
    options.batching = batching;
    BatchPlan walked(data, options, 0, 300), skipped(data, options, 0, 300);
    Batch a, b;
    walked.start_epoch(3);
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(walked.next(a));
    skipped.start_epoch(3);
    skipped.skip(4);
    ASSERT_TRUE(skipped.next(b));
    EXPECT_EQ(a.input, b.input);
    EXPECT_EQ(a.previous, b.previous);
  }
}

// Hidasi et al. 2016, figure 2: lanes move in time order, a new session starts at zero, the tail grows narrower.
TEST(BatchPlanTest, SessionParallelLanesFollowTheirSessions) {
  const data::SessionDataset data = make_dataset(12, {{0, 1, 2}, {3, 4}, {9}, {5, 6}, {7, 8, 10, 11}});
  TrainOptions options = small_options();
  options.batching = Batching::kSessionParallel;
  options.batch_size = 2;
  BatchPlan plan(data, options, 0, data.session_count());
  plan.start_epoch(0);
  Batch batch;
  ASSERT_TRUE(plan.next(batch));
  EXPECT_THAT(batch.input, ElementsAre(0, 3));
  EXPECT_THAT(batch.previous, ElementsAre(-1, -1));
  ASSERT_TRUE(plan.next(batch));
  EXPECT_THAT(batch.input, ElementsAre(1, 5));
  EXPECT_THAT(batch.target, ElementsAre(2, 6));
  EXPECT_THAT(batch.previous, ElementsAre(0, -1));
  ASSERT_TRUE(plan.next(batch));
  EXPECT_THAT(batch.input, ElementsAre(7));  // the other lane found no session left
  EXPECT_THAT(batch.previous, ElementsAre(-1));
  ASSERT_TRUE(plan.next(batch));
  ASSERT_TRUE(plan.next(batch));
  EXPECT_THAT(batch.input, ElementsAre(10));
  EXPECT_THAT(batch.previous, ElementsAre(0));
  EXPECT_FALSE(plan.next(batch));
}

TEST(BatchPlanTest, OlderSessionsWeighLess) {
  const data::SessionDataset data = make_dataset(8, {{0, 1}, {2, 3}, {4, 5}, {6, 7}});
  TrainOptions options = small_options();
  options.recency_halving = 0.5f;
  BatchPlan plan(data, options, 0, 4);
  plan.start_epoch(0);
  Batch batch;
  ASSERT_TRUE(plan.next(batch));
  std::map<uint32_t, float> weight;
  for (size_t r = 0; r < batch.rows(); ++r) weight[batch.input[r]] = batch.weight[r];
  EXPECT_FLOAT_EQ(weight[6], 1.0f);
  EXPECT_FLOAT_EQ(weight[2], 0.5f);  // half of the sessions older
}

}  // namespace
}  // namespace nearshelf::trainer
