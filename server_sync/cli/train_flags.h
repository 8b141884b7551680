// What `nearshelf train` is told.
#ifndef NEARSHELF_SERVER_SYNC_CLI_TRAIN_FLAGS_H_
#define NEARSHELF_SERVER_SYNC_CLI_TRAIN_FLAGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/data/loader.h"
#include "server_sync/trainer/options.h"

namespace CLI {
class App;
}

namespace nearshelf::cli {

struct TrainFlags {
  // Files.
  std::string sessions;
  std::string items;
  std::string out;
  std::string checkpoint;  // empty = beside `out`, deleted after success
  std::string save_float32;
  bool resume = false;

  // Reading and cleaning.
  std::string format;
  data::EventColumnNames columns;
  std::vector<std::string> event_types;
  bool assume_utc = false;
  double session_gap_minutes = 30;
  std::optional<uint32_t> min_item_support;
  std::optional<uint32_t> min_session_length;
  std::string robots;  // "drop", "keep" or empty

  // Session model; what is not set follows the preset.
  std::string preset = "default";
  std::optional<uint32_t> epochs, dim, hidden_size, batch_size, negatives, patience;
  std::optional<float> learning_rate, validation_fraction;
  std::optional<uint64_t> seed;
  uint32_t threads = 0;

  // Model file.
  bool no_gru = false;
  bool no_neighbors = false;
  bool no_rules = false;
  bool no_own = false;
  std::optional<uint64_t> max_bytes;
  std::string model_id;
  std::optional<uint64_t> model_version;

  bool json = false;
  bool quiet = false;
};

void add_train_flags(CLI::App& command, TrainFlags& flags);

data::LoadOptions load_options(const TrainFlags& flags);
// The preset with what the flags change. Errors: kInvalidArgument; the place is the field.
Result<trainer::TrainOptions> train_options(const TrainFlags& flags);
// ranking::Ranker bits of the rankers that were not switched off.
uint32_t wanted_rankers(const TrainFlags& flags);
std::string checkpoint_path(const TrainFlags& flags);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_TRAIN_FLAGS_H_
