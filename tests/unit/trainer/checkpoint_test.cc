#include "server_sync/trainer/checkpoint.h"

#include <gtest/gtest.h>

#include "server_sync/trainer/batch_plan.h"
#include "server_sync/trainer/sealed_file.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

using nearshelf::testing::TempDir;

class CheckpointTest : public ::testing::Test {
 protected:
  Learner new_learner(uint64_t seed) {
    TrainOptions options = small_options();
    options.seed = seed;
    return Learner(options, std::vector<uint32_t>(60, 1), pool_, math::kernels());
  }
  void learn_a_little(Learner& learner) {
    BatchPlan plan(data_, learner.options(), 0, data_.session_count());
    plan.start_epoch(0);
    Batch batch;
    for (uint64_t serial = 0; serial < 3 && plan.next(batch); ++serial) learner.step(batch, serial, 0.01f);
  }

  TempDir dir_;
  std::string path_ = dir_.file("run.ckpt");
  data::SessionDataset data_ = test_shop(60, 100);
  math::ThreadPool pool_{1};
};

TEST_F(CheckpointTest, BringsEverythingBack) {
  Learner learner = new_learner(1);
  learn_a_little(learner);
  learner.carried() = {1.0f, 2.0f};
  RunState state;
  state.phase = Phase::kFinetune;
  state.epoch = 2;
  state.batches = 5;
  state.serial = 77;
  state.epoch_events = 123;
  state.loss_sum = 1.5;
  state.epoch_seconds = 2.5;
  state.best_score = 0.75;
  state.stale_epochs = 1;
  state.best = learner.weights();
  state.history = {{.phase = Phase::kTraining,
                    .epoch = 1,
                    .loss = 3.0,
                    .seconds = 4.0,
                    .validated = true,
                    .validation = {.cases = 9, .hit_rate = 0.5, .mrr = 0.25}}};
  ASSERT_TRUE(write_checkpoint(path_, 99, state, learner).ok());

  Learner other = new_learner(2);
  RunState read;
  const Status status = read_checkpoint(path_, 99, read, other);
  ASSERT_TRUE(status.ok()) << status.to_string();
  EXPECT_EQ(read.phase, state.phase);
  EXPECT_EQ(read.epoch, 2u);
  EXPECT_EQ(read.batches, 5u);
  EXPECT_EQ(read.serial, 77u);
  EXPECT_EQ(read.epoch_events, 123u);
  EXPECT_EQ(read.loss_sum, 1.5);
  EXPECT_EQ(read.epoch_seconds, 2.5);
  EXPECT_EQ(read.best_score, 0.75);
  EXPECT_EQ(read.stale_epochs, 1u);
  EXPECT_EQ(read.best.embeddings, state.best.embeddings);
  ASSERT_EQ(read.history.size(), 1u);
  EXPECT_EQ(read.history[0].validation.mrr, 0.25);
  EXPECT_EQ(other.weights().embeddings, learner.weights().embeddings);
  EXPECT_EQ(other.weights().hidden_weights, learner.weights().hidden_weights);
  EXPECT_EQ(other.optimizer_state().steps, 3u);
  EXPECT_EQ(other.optimizer_state().first, learner.optimizer_state().first);
  EXPECT_EQ(other.optimizer_state().second, learner.optimizer_state().second);
  EXPECT_EQ(other.carried(), learner.carried());
}

TEST_F(CheckpointTest, RefusesAnotherRunAndLeavesEverythingAsItWas) {
  Learner learner = new_learner(1);
  ASSERT_TRUE(write_checkpoint(path_, 99, RunState{}, learner).ok());
  Learner other = new_learner(2);
  const std::vector<float> before = other.weights().embeddings;
  RunState state;
  state.serial = 5;
  const Status status = read_checkpoint(path_, 98, state, other);
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_EQ(status.place(), path_);
  EXPECT_EQ(state.serial, 5u);
  EXPECT_EQ(other.weights().embeddings, before);
}

TEST_F(CheckpointTest, RefusesTornAndForeignFiles) {
  Learner learner = new_learner(1);
  RunState state;
  EXPECT_EQ(read_checkpoint(path_, 99, state, learner).code(), Code::kNotFound);
  ASSERT_TRUE(write_checkpoint(path_, 99, RunState{}, learner).ok());
  const std::string whole = nearshelf::testing::read_text(path_);
  nearshelf::testing::write_text(path_, whole.substr(0, whole.size() / 2));
  EXPECT_EQ(read_checkpoint(path_, 99, state, learner).code(), Code::kCorrupt);
  nearshelf::testing::write_text(path_, "something else entirely, and long enough");
  EXPECT_EQ(read_checkpoint(path_, 99, state, learner).code(), Code::kCorrupt);
}

// Well sealed, but without the tensors: only a bug or a forger makes such a file.
TEST_F(CheckpointTest, RefusesAPayloadOfTheWrongShape) {
  ByteWriter writer;
  writer.put(uint64_t{99});
  ASSERT_TRUE(write_sealed_file(path_, {{'N', 'S', 'H', 'C'}, 1, "training checkpoint"}, writer.bytes()).ok());
  Learner learner = new_learner(1);
  RunState state;
  EXPECT_EQ(read_checkpoint(path_, 99, state, learner).code(), Code::kCorrupt);
}

TEST_F(CheckpointTest, TheFingerprintCoversDataAndOptions) {
  const TrainOptions options = small_options();
  const uint64_t original = run_fingerprint(data_, options);
  EXPECT_EQ(run_fingerprint(test_shop(60, 100), options), original);
  TrainOptions other = options;
  other.seed = 43;
  EXPECT_NE(run_fingerprint(data_, other), original);
  data::SessionDataset changed = data_;
  changed.items[10] ^= 1;
  EXPECT_NE(run_fingerprint(changed, options), original);
  changed = data_;
  changed.offsets[3] += 1;
  EXPECT_NE(run_fingerprint(changed, options), original);
  changed = data_;
  changed.item_ids.push_back("new");
  EXPECT_NE(run_fingerprint(changed, options), original);
}

}  // namespace
}  // namespace nearshelf::trainer
