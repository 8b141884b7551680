// Cuts the sessions of one phase into batches, the same way for the same seed and epoch.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_BATCH_PLAN_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_BATCH_PLAN_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server_sync/data/dataset.h"
#include "server_sync/trainer/batch.h"
#include "server_sync/trainer/options.h"

namespace nearshelf::trainer {

class BatchPlan {
 public:
  // Sessions [first, end) of `data`, which must outlive the plan. Sessions of one click teach nothing and are left out.
  BatchPlan(const data::SessionDataset& data, const TrainOptions& options, size_t first, size_t end);

  // (input, target) pairs that one epoch learns from.
  size_t rows_per_epoch() const { return rows_; }

  // Whole sessions: a fresh shuffle for every `epoch`. Session-parallel: always the order of time.
  void start_epoch(uint64_t epoch);
  // The next batch; false when the epoch is over.
  bool next(Batch& batch);
  // Passes over batches that an earlier run has learned from.
  void skip(size_t batches);

 private:
  struct Lane {
    size_t clip = 0;
    size_t position = 0;
    int32_t row = Batch::kZeroState;  // in the previous batch
  };

  void cut_clips(size_t first, size_t end);
  bool next_whole_sessions(Batch& batch);
  bool next_session_parallel(Batch& batch);

  const data::SessionDataset& data_;
  TrainOptions options_;
  std::vector<Clip> clips_;  // in the order of time
  std::vector<Clip> order_;  // in the order of the epoch
  std::vector<Lane> lanes_;
  size_t next_clip_ = 0;
  size_t rows_ = 0;
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_BATCH_PLAN_H_
