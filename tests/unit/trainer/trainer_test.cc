#include "server_sync/trainer/trainer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>

#include "server_sync/trainer/gru_model_io.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

using nearshelf::testing::TempDir;

bool same(const GruModel& a, const GruModel& b) {
  return a.embeddings == b.embeddings && a.output_bias == b.output_bias && a.input_weights == b.input_weights &&
         a.hidden_weights == b.hidden_weights && a.gate_bias == b.gate_bias && a.query_weights == b.query_weights &&
         a.query_bias == b.query_bias;
}

class TrainerTest : public ::testing::Test {
 protected:
  TrainResult must_train(const TrainOptions& options, const TrainHooks& hooks = {}) {
    Result<TrainResult> result = train(data_, options, hooks);
    EXPECT_TRUE(result.ok()) << result.status().to_string();
    return std::move(result).value();
  }

  data::SessionDataset data_ = test_shop(60, 400);
};

TEST_F(TrainerTest, LearnsTheShopFarBetterThanChance) {
  TrainOptions options = small_options();
  options.epochs = 12;
  options.patience = 12;
  const TrainResult result = must_train(options);
  EXPECT_EQ(result.first_validation_session, 360u);
  ASSERT_EQ(result.history.size(), 13u);
  EXPECT_EQ(result.history.front().phase, Phase::kTraining);
  EXPECT_TRUE(result.history.front().validated);
  EXPECT_EQ(result.history.back().phase, Phase::kFinetune);
  EXPECT_LT(result.history[11].loss, result.history[0].loss);
  // Nine of ten clicks follow the rule; a guess is in the top 20 of 60 one time in three.
  EXPECT_GT(result.history[11].validation.hit_rate, 0.8);
  EXPECT_GT(result.history[11].validation.mrr, 0.5);
  EXPECT_TRUE(check_model(result.model).ok());
  EXPECT_TRUE(check_model(result.validation_model).ok());
  EXPECT_GT(result.events, 0u);
}

TEST_F(TrainerTest, TheSameSeedGivesTheSameBitsWithAnyNumberOfThreads) {
  for (const char* preset : {"default", "gru4rec-ce", "gru4rec-bprmax"}) {
    TrainOptions options = preset_options(preset).value();
    options.dim = options.hidden_size = 32;
    options.epochs = 1;
    options.negatives = 300;  // several pieces of work
    options.threads = 1;
    const TrainResult first = must_train(options);
    for (const uint32_t threads : {1u, 3u}) {
      options.threads = threads;
      const TrainResult again = must_train(options);
      EXPECT_TRUE(same(first.model, again.model)) << preset << " with " << threads;
      EXPECT_TRUE(same(first.validation_model, again.validation_model)) << preset << " with " << threads;
    }
    options.seed = 43;
    EXPECT_FALSE(same(first.model, must_train(options).model)) << preset;
  }
}

TEST_F(TrainerTest, TheValidationPartIsLearnedLastAndOnlyByTheFinalModel) {
  const TrainOptions options = small_options();
  const TrainResult result = must_train(options);
  EXPECT_FALSE(same(result.model, result.validation_model));
  data::SessionDataset other = data_;
  for (size_t i = other.offsets[result.first_validation_session]; i < other.items.size(); ++i) other.items[i] = 3;
  TrainOptions one_epoch = options;
  one_epoch.epochs = 1;  // with several, validation would choose another epoch
  const TrainResult a = must_train(one_epoch);
  const TrainResult b = train(other, one_epoch, {}).value();
  EXPECT_TRUE(same(a.validation_model, b.validation_model));
  EXPECT_FALSE(same(a.model, b.model));
}

TEST_F(TrainerTest, WithoutFinetuneBothModelsAreTheSame) {
  TrainOptions options = small_options();
  options.finetune_epochs = 0;
  const TrainResult result = must_train(options);
  EXPECT_TRUE(same(result.model, result.validation_model));
}

TEST_F(TrainerTest, StopsEarlyAndKeepsTheBestEpoch) {
  TrainOptions options = small_options();
  options.epochs = 60;
  options.patience = 2;
  options.learning_rate = 0.05f;
  options.final_rate = 1.0f;
  options.finetune_epochs = 0;
  const TrainResult result = must_train(options);
  ASSERT_LT(result.history.size(), 60u);
  double best = 0.0;
  for (const EpochRecord& epoch : result.history) {
    best = std::max(best, epoch.validation.hit_rate + epoch.validation.mrr);
  }
  std::vector<RankCase> cases;
  for (size_t s = result.first_validation_session; s < data_.session_count(); ++s) {
    for (size_t i = 1; i < data_.session(s).size(); ++i)
      cases.push_back({data_.session(s).first(i), data_.session(s)[i]});
  }
  math::ThreadPool pool(1);
  const RankMetrics kept = rank_metrics(result.model, cases, 20, pool);
  EXPECT_DOUBLE_EQ(kept.hit_rate + kept.mrr, best);
  EXPECT_LT(result.history.back().validation.hit_rate + result.history.back().validation.mrr, best);
}

// Interrupted after every report and resumed each time: bit for bit the result of one uninterrupted run.
class ResumeTest : public TrainerTest, public ::testing::WithParamInterface<const char*> {};

INSTANTIATE_TEST_SUITE_P(Presets, ResumeTest, ::testing::Values("default", "gru4rec-ce", "gru4rec-bprmax"),
                         [](const auto& preset) {
                           std::string name = preset.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST_P(ResumeTest, AnInterruptedRunEndsLikeAnUninterruptedOne) {
  TrainOptions options = preset_options(GetParam()).value();
  options.dim = options.hidden_size = 32;
  options.epochs = 2;
  options.negatives = 30;
  options.batch_size = 16;
  options.threads = 1;
  const TrainResult whole = must_train(options);

  const TempDir dir;
  std::atomic<bool> cancel = false;
  TrainHooks hooks;
  hooks.checkpoint_path = dir.file("run.ckpt");
  hooks.cancel = &cancel;
  hooks.progress = [&](const Progress&) { cancel = true; };  // at the end of every epoch at the latest
  size_t interruptions = 0;
  while (true) {
    cancel = interruptions == 0;  // the very first run is stopped before its first batch
    Result<TrainResult> result = train(data_, options, hooks);
    if (result.ok()) {
      EXPECT_TRUE(same(result->model, whole.model));
      EXPECT_TRUE(same(result->validation_model, whole.validation_model));
      ASSERT_EQ(result->history.size(), whole.history.size());
      for (size_t i = 0; i < whole.history.size(); ++i) EXPECT_EQ(result->history[i].loss, whole.history[i].loss);
      break;
    }
    ASSERT_EQ(result.status().code(), Code::kCancelled) << result.status().to_string();
    ASSERT_LT(++interruptions, 1000u);
    hooks.resume = true;
  }
  EXPECT_GE(interruptions, 2u);
}

TEST_F(TrainerTest, ACheckpointOfAFinishedRunGivesItsResultAgain) {
  const TempDir dir;
  TrainHooks hooks;
  hooks.checkpoint_path = dir.file("run.ckpt");
  const TrainResult first = must_train(small_options(), hooks);
  hooks.resume = true;
  const TrainResult again = must_train(small_options(), hooks);
  EXPECT_TRUE(same(first.model, again.model));
  EXPECT_EQ(again.events, 0u);
}

TEST_F(TrainerTest, ProgressIsComplete) {
  TrainHooks hooks;
  std::vector<Progress> ends;
  hooks.progress = [&](const Progress& p) {
    EXPECT_LE(p.events, p.events_per_epoch);
    EXPECT_GE(p.seconds_left, 0.0);
    if (p.events == p.events_per_epoch) ends.push_back(p);
  };
  must_train(small_options(), hooks);
  ASSERT_GE(ends.size(), 3u);
  EXPECT_EQ(ends.front().epoch, 1u);
  EXPECT_EQ(ends.front().epochs, 2u);
  EXPECT_GT(ends.front().loss, 0.0);
  EXPECT_GT(ends.front().events_per_second, 0.0);
  EXPECT_EQ(ends.back().phase, Phase::kFinetune);
  EXPECT_FALSE(ends.back().validation.has_value());
}

TEST_F(TrainerTest, RefusesWhatCannotBeLearned) {
  const auto code = [](const data::SessionDataset& data, TrainOptions options, TrainHooks hooks = {}) {
    return train(data, options, hooks).status().code();
  };
  TrainOptions options = small_options();
  EXPECT_EQ(code(make_dataset(0, {}), options), Code::kInvalidArgument);
  EXPECT_EQ(code(make_dataset(5, {{1}, {2}}), options), Code::kInvalidArgument);
  EXPECT_EQ(code(make_dataset(2, {{0, 1, 2}}), options), Code::kInvalidArgument);
  TrainHooks hooks;
  hooks.resume = true;
  EXPECT_EQ(code(data_, options, hooks), Code::kInvalidArgument);
  hooks.checkpoint_path = "/no/such/checkpoint";
  EXPECT_EQ(code(data_, options, hooks), Code::kNotFound);
  options.epochs = 0;
  EXPECT_EQ(code(data_, options), Code::kInvalidArgument);
}

TEST_F(TrainerTest, ADivergedRunIsReported) {
  TrainOptions options = preset_options("gru4rec-ce").value();
  options.dim = options.hidden_size = 32;
  options.logit_scale = 1000.0f;
  options.learning_rate = 10.0f;
  options.optimizer = Optimizer::kAdam;
  options.weight_decay = 10.0f;
  const Result<TrainResult> result = train(data_, options, {});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(result.status().place().rfind("epoch ", 0), 0u);
}

TEST_F(TrainerTest, TinyShopsTrainWithoutAValidationPart) {
  const data::SessionDataset tiny = make_dataset(3, {{0, 1}, {1, 2, 0}});
  for (const char* preset : {"default", "gru4rec-ce", "gru4rec-bprmax"}) {
    TrainOptions options = preset_options(preset).value();
    options.dim = options.hidden_size = 32;
    const Result<TrainResult> result = train(tiny, options, {});
    ASSERT_TRUE(result.ok()) << preset << ": " << result.status().to_string();
    EXPECT_EQ(result->first_validation_session, 2u);
    EXPECT_FALSE(result->history.front().validated);
    EXPECT_EQ(result->history.size(), options.epochs + options.finetune_epochs);
  }
}

}  // namespace
}  // namespace nearshelf::trainer
