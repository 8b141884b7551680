#include "server_sync/trainer/learner.h"

#include <gtest/gtest.h>

#include <cmath>

#include "server_sync/trainer/batch_plan.h"
#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

class LearnerTest : public testing::Test {
 protected:
  // Mean loss of every epoch.
  std::vector<double> learn(Learner& learner, size_t epochs, float rate) {
    BatchPlan plan(data_, learner.options(), 0, data_.session_count());
    std::vector<double> losses;
    uint64_t serial = 0;
    for (size_t epoch = 0; epoch < epochs; ++epoch) {
      plan.start_epoch(epoch);
      learner.carried().clear();
      double sum = 0.0;
      size_t batches = 0;
      for (Batch batch; plan.next(batch); ++batches) sum += learner.step(batch, serial++, rate);
      losses.push_back(sum / static_cast<double>(batches));
    }
    return losses;
  }

  data::SessionDataset data_ = test_shop(60, 400);
  std::vector<uint32_t> counts_ = std::vector<uint32_t>(60, 10);
  math::ThreadPool pool_{1};
};

TEST_F(LearnerTest, EveryPresetLearnsTheShop) {
  for (const Preset& preset : presets()) {
    TrainOptions options = preset_options(preset.name).value();
    options.dim = 32;
    options.hidden_size = 32;
    options.batch_size = options.batching == Batching::kSessionParallel ? 20 : 64;
    options.negatives = 20;
    Learner learner(options, counts_, pool_, math::kernels());
    const bool adam = options.optimizer == Optimizer::kAdam;
    const std::vector<double> losses = learn(learner, 12, adam ? 0.01f : options.learning_rate);
    EXPECT_LT(losses.back(), 0.75 * losses.front()) << preset.name;
  }
}

TEST_F(LearnerTest, StartsFromGlorotBlocksAndZeroBiases) {
  const Learner learner(small_options(), counts_, pool_, math::kernels());
  const GruModel& start = learner.weights();
  const double limit = std::sqrt(6.0 / (16 + 32)), recurrent_limit = std::sqrt(6.0 / (16 + 16));
  double highest = 0.0, recurrent_highest = 0.0;
  for (const float v : start.input_weights) highest = std::max<double>(highest, std::fabs(v));
  for (const float v : start.hidden_weights) recurrent_highest = std::max<double>(recurrent_highest, std::fabs(v));
  EXPECT_LE(highest, limit + 1e-6);
  EXPECT_GT(highest, 0.95 * limit);
  EXPECT_LE(recurrent_highest, recurrent_limit + 1e-6);
  EXPECT_GT(recurrent_highest, 0.95 * recurrent_limit);
  for (const float v : start.gate_bias) EXPECT_EQ(v, 0.0f);
  for (const float v : start.output_bias) EXPECT_EQ(v, 0.0f);
}

TEST_F(LearnerTest, TheModelHasUnitVectorsWhenTrainedSo) {
  TrainOptions options = small_options();
  Learner learner(options, counts_, pool_, math::kernels());
  learn(learner, 1, 0.01f);
  const GruModel model = learner.model();
  EXPECT_TRUE(model.normalize_query);
  for (size_t i = 0; i < model.item_count; ++i) {
    double norm = 0.0;
    for (size_t d = 0; d < model.dim; ++d) norm += std::pow(model.embeddings[i * model.dim + d], 2);
    EXPECT_NEAR(norm, 1.0, 1e-5);
  }
}

TEST_F(LearnerTest, UntouchedItemsKeepTheirWeights) {
  TrainOptions options = small_options();
  options.negatives = 1;
  Learner learner(options, counts_, pool_, math::kernels());
  const GruModel before = learner.weights();
  const Clip clip{.begin = data_.offsets[0], .clicks = data_.session(0).size()};
  Batch batch;
  make_clip_batch(data_, {&clip, 1}, batch);
  learner.step(batch, 0, 0.01f);
  size_t changed = 0;
  for (size_t i = 0; i < before.item_count; ++i) {
    changed += !std::equal(before.embeddings.begin() + static_cast<ptrdiff_t>(i * 32),
                           before.embeddings.begin() + static_cast<ptrdiff_t>((i + 1) * 32),
                           learner.weights().embeddings.begin() + static_cast<ptrdiff_t>(i * 32));
  }
  EXPECT_EQ(changed, learner.candidates().items().size());
  EXPECT_LT(changed, before.item_count);
}

// Two losses of one batch under many masks: their mean must be near the loss without dropout, or the masks would not
// keep the scale ("inverted").
TEST_F(LearnerTest, DropoutKeepsTheScaleAndDependsOnTheSerial) {
  TrainOptions options = small_options();
  options.negatives = 0;
  options.normalize = false;
  options.logit_scale = 1.0f;
  options.input_dropout = 0.5f;
  options.state_dropout = 0.5f;
  Learner learner(options, counts_, pool_, math::kernels());
  const Clip clip{.begin = data_.offsets[0], .clicks = data_.session(0).size()};
  Batch batch;
  make_clip_batch(data_, {&clip, 1}, batch);
  EXPECT_EQ(learner.gradients(batch, 3), learner.gradients(batch, 3));
  EXPECT_NE(learner.gradients(batch, 3), learner.gradients(batch, 4));
  double sum = 0.0;
  for (uint64_t serial = 0; serial < 400; ++serial) sum += learner.gradients(batch, serial);
  options.input_dropout = options.state_dropout = 0.0f;
  Learner whole(options, counts_, pool_, math::kernels());
  EXPECT_NEAR(sum / 400, whole.gradients(batch, 0), 0.05);
}

}  // namespace
}  // namespace nearshelf::trainer
