// From files to a model file: read, clean, train, fit the blend, quantize, write.
#ifndef NEARSHELF_SERVER_SYNC_CLI_TRAIN_PIPELINE_H_
#define NEARSHELF_SERVER_SYNC_CLI_TRAIN_PIPELINE_H_

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/cli/train_flags.h"
#include "server_sync/data/cleaning_report.h"
#include "server_sync/data/item_file.h"
#include "server_sync/evaluation/evaluate.h"
#include "server_sync/publisher/artifact.h"
#include "server_sync/trainer/progress.h"

namespace nearshelf::cli {

struct TrainingReport {
  std::vector<trainer::EpochRecord> history;
  uint64_t events = 0;
  double seconds = 0;
};

struct ValidationReport {
  size_t sessions = 0;
  // By ranker: "popular", "gru float32", "gru", "neighbors", "blended". The blend was fitted on these very cases.
  std::vector<std::pair<std::string, evaluation::Evaluation>> rankers;
  size_t fitted_cases = 0;
  double log_likelihood = 0;
};

struct TrainReport {
  data::CleaningReport cleaning;
  std::optional<data::ItemFileReport> items;
  std::optional<TrainingReport> training;      // none with --no-gru
  std::optional<ValidationReport> validation;  // none when there are no sessions to spare
  publisher::ArtifactReport artifact;
  model::Provenance provenance;
  std::vector<std::pair<std::string, double>> timings;  // seconds, in order
  size_t peak_memory_bytes = 0;
  std::vector<std::string> warnings;
};

// Blocks; shows progress on standard error. Nothing is written to flags.out unless all went well.
// Errors: those of the parts; kCancelled after Ctrl-C, with how to go on.
Result<TrainReport> run_training(const TrainFlags& flags);

std::string to_text(const TrainFlags& flags, const TrainReport& report);
nlohmann::ordered_json to_json(const TrainFlags& flags, const TrainReport& report);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_TRAIN_PIPELINE_H_
