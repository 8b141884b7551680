// Learns a session model from a shop's sessions.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_TRAINER_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_TRAINER_H_

#include <atomic>
#include <functional>
#include <string>

#include "sdk/base/status.h"
#include "server_sync/data/dataset.h"
#include "server_sync/trainer/options.h"
#include "server_sync/trainer/progress.h"

namespace nearshelf::trainer {

struct TrainHooks {
  // Called on the training thread, about four times a second and at the end of every epoch.
  std::function<void(const Progress&)> progress;
  // Set it from anywhere (a signal handler too) to stop: train() writes the checkpoint and returns kCancelled.
  const std::atomic<bool>* cancel = nullptr;
  // Written after every epoch and on cancellation; empty = none.
  std::string checkpoint_path;
  // Continue from checkpoint_path: the result is the one of an uninterrupted run, to the last bit. It must have been
  // written with the same options and data.
  bool resume = false;
};

// The newest options.validation_fraction of the sessions are kept apart until the weights with the best validation
// metrics are known (validation_model); a short fine-tune pass then learns them too (model). Blocks; uses
// options.threads threads, and the result depends on the seed but not on their number. Memory: about 24 bytes per
// embedding weight, plus the batch's scores (batch rows x candidates x 4 bytes).
// Errors: kInvalidArgument (options, or data with nothing to learn), kFailedPrecondition (the loss left the finite
// numbers), kCancelled, and those of reading or writing the checkpoint.
Result<TrainResult> train(const data::SessionDataset& data, const TrainOptions& options, const TrainHooks& hooks);

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_TRAINER_H_
