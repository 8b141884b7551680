// A training run as a file, so that it can go on later as if it had never stopped.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_CHECKPOINT_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/data/dataset.h"
#include "server_sync/trainer/gru_model.h"
#include "server_sync/trainer/learner.h"
#include "server_sync/trainer/options.h"
#include "server_sync/trainer/progress.h"

namespace nearshelf::trainer {

// Where a run stands between two batches.
struct RunState {
  Phase phase = Phase::kTraining;
  uint32_t epoch = 0;         // finished epochs of the phase
  uint64_t batches = 0;       // learned in the unfinished epoch
  uint64_t serial = 0;        // batches of the whole run
  uint64_t epoch_events = 0;  // rows learned in the unfinished epoch
  double loss_sum = 0.0;      // of those rows
  double epoch_seconds = 0.0;
  double best_score = -1.0;
  uint32_t stale_epochs = 0;  // since the best score
  GruModel best;              // training form; without tensors until the first validation
  std::vector<EpochRecord> history;
};

// Everything that the result depends on besides the state: a checkpoint continues under no other.
uint64_t run_fingerprint(const data::SessionDataset& data, const TrainOptions& options);

// Errors: those of write_sealed_file().
Status write_checkpoint(const std::string& path, uint64_t fingerprint, const RunState& state, Learner& learner);

// Fills `state` and the learner. Errors: those of read_sealed_file(); kFailedPrecondition when the checkpoint belongs
// to other data, options or arithmetic; kCorrupt. On error neither is changed.
Status read_checkpoint(const std::string& path, uint64_t fingerprint, RunState& state, Learner& learner);

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_CHECKPOINT_H_
