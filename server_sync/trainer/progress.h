// What a training run tells while it runs, and what it returns.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_PROGRESS_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_PROGRESS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "server_sync/trainer/gru_model.h"
#include "server_sync/trainer/rank_metrics.h"

namespace nearshelf::trainer {

enum class Phase : uint32_t {
  kTraining = 0,  // without the validation part
  kFinetune = 1,  // with it, after validation_model has been taken
};

struct Progress {
  Phase phase = Phase::kTraining;
  uint32_t epoch = 0;   // 1-based within the phase
  uint32_t epochs = 0;  // of the phase
  uint64_t events = 0;  // learned in this epoch
  uint64_t events_per_epoch = 0;
  double loss = 0.0;  // mean over this epoch so far
  double events_per_second = 0.0;
  double seconds_left = 0.0;              // both phases, from the speed so far
  std::optional<RankMetrics> validation;  // at the end of a training epoch
};

struct EpochRecord {
  Phase phase = Phase::kTraining;
  uint32_t epoch = 0;
  double loss = 0.0;
  double seconds = 0.0;  // learning only, without validation
  bool validated = false;
  RankMetrics validation;
};

struct TrainResult {
  GruModel validation_model;  // has not seen the sessions from first_validation_session on: fit blend weights with it
  GruModel model;             // has learned from all sessions: ship it
  size_t first_validation_session = 0;
  std::vector<EpochRecord> history;
  uint64_t events = 0;   // learned in this process
  double seconds = 0.0;  // spent in this process
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_PROGRESS_H_
