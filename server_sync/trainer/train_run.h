// The course of one training run: epochs, learning rate, validation, early stopping, fine-tuning, checkpoints.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_TRAIN_RUN_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_TRAIN_RUN_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "server_sync/trainer/batch_plan.h"
#include "server_sync/trainer/checkpoint.h"
#include "server_sync/trainer/learner.h"
#include "server_sync/trainer/math/thread_pool.h"
#include "server_sync/trainer/trainer.h"

namespace nearshelf::trainer {

class TrainRun {
 public:
  // Keeps references to all three. The data and options have been checked.
  TrainRun(const data::SessionDataset& data, const TrainOptions& options, const TrainHooks& hooks);

  Result<TrainResult> run();

 private:
  using Clock = std::chrono::steady_clock;

  Status run_phase();
  Status run_epoch(BatchPlan& plan);
  // Metrics of the present weights, which become the best ones if they are; nothing without validation sessions.
  std::optional<RankMetrics> validate();
  void finish_epoch(const std::optional<RankMetrics>& validation);
  void start_finetune();
  bool phase_over() const;
  bool cancelled() const { return hooks_.cancel != nullptr && hooks_.cancel->load(std::memory_order_relaxed); }
  uint32_t phase_epochs() const;
  float rate(const BatchPlan& plan) const;
  Status save();
  void report(const BatchPlan& plan, const std::optional<RankMetrics>& validation);
  double mean_loss() const;

  const data::SessionDataset& data_;
  const TrainOptions& options_;
  const TrainHooks& hooks_;
  size_t split_;           // first validation session
  size_t finetune_first_;  // first session of the fine-tune pass
  math::ThreadPool pool_;
  Learner learner_;
  uint64_t fingerprint_;
  std::vector<RankCase> validation_;
  RunState state_;
  Clock::time_point started_ = Clock::now();
  Clock::time_point last_report_ = Clock::now();
  double learning_seconds_ = 0.0;  // in this process
  uint64_t events_ = 0;            // in this process
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_TRAIN_RUN_H_
