#include "server_sync/cli/train_flags.h"

#include <CLI/CLI.hpp>
#include <cmath>

#include "sdk/ranking/recommender.h"

namespace nearshelf::cli {
namespace {

void add_files(CLI::App& command, TrainFlags& flags) {
  const char* const group = "Files";
  command.add_option("--sessions", flags.sessions, "Sessions or events; gzip or not, - = standard input")
      ->required()
      ->group(group);
  command.add_option("--items", flags.items, "Titles, categories, brands, prices of items (TSV or CSV)")->group(group);
  command.add_option("--out", flags.out, "Model file to write (.nsm)")->required()->group(group);
  command
      .add_option("--checkpoint", flags.checkpoint,
                  "Where training can go on from; default <out>.checkpoint, deleted when all is done")
      ->group(group);
  command.add_flag("--resume", flags.resume, "Go on from the checkpoint of an interrupted run with the same flags")
      ->group(group);
  command.add_option("--save-float32", flags.save_float32, "Also write the session model before quantization")
      ->group(group);
}

void add_reading(CLI::App& command, TrainFlags& flags) {
  const char* const group = "Reading and cleaning (docs/data.md)";
  command.add_option("--format", flags.format, "Layout of the sessions file; told from its first line when not given")
      ->check(CLI::IsMember({"sessions", "table", "yoochoose", "retailrocket", "diginetica"}))
      ->group(group);
  command.add_option("--session-column", flags.columns.session, "Name of the column in a table")->group(group);
  command.add_option("--item-column", flags.columns.item, "Name of the column in a table")->group(group);
  command.add_option("--time-column", flags.columns.time, "Name of the column in a table")->group(group);
  command.add_option("--event-column", flags.columns.event, "Name of the column in a table")->group(group);
  command.add_option("--event-types", flags.event_types, "Types to learn from, a,b,c; default: views and clicks")
      ->delimiter(',')
      ->group(group);
  command.add_flag("--assume-utc", flags.assume_utc, "Times without a zone are UTC, not bad")->group(group);
  command.add_option("--session-gap", flags.session_gap_minutes, "Minutes of pause that end a session; 0 = none do")
      ->check(CLI::Range(0.0, 100'000.0))
      ->capture_default_str()
      ->group(group);
  command
      .add_option("--min-item-support", flags.min_item_support,
                  "Drop items with fewer clicks; default 5, or 1 for one session a line")
      ->check(CLI::PositiveNumber)
      ->group(group);
  command
      .add_option("--min-session-length", flags.min_session_length,
                  "Drop sessions with fewer clicks; default 2, or 1 for one session a line")
      ->check(CLI::PositiveNumber)
      ->group(group);
  command.add_option("--robots", flags.robots, "Robot-like sessions; default drop, or keep for one session a line")
      ->check(CLI::IsMember({"drop", "keep"}))
      ->group(group);
}

void add_session_model(CLI::App& command, TrainFlags& flags) {
  const char* const group = "Session model; what is not given follows the preset";
  std::string names;
  for (const trainer::Preset& preset : trainer::presets())
    names += (names.empty() ? "" : ", ") + std::string(preset.name);
  command.add_option("--preset", flags.preset, "Named set of choices: " + names)->capture_default_str()->group(group);
  command.add_option("--epochs", flags.epochs, "At most so many passes over the sessions")->group(group);
  command.add_option("--seed", flags.seed, "The same seed gives the same model")->group(group);
  command.add_option("--dim", flags.dim, "Width of the item vectors, a multiple of 32")->group(group);
  command.add_option("--hidden-size", flags.hidden_size, "Width of the GRU, a multiple of 8")->group(group);
  command.add_option("--batch-size", flags.batch_size, "Clicks (or sessions) that are learned at once")->group(group);
  command.add_option("--negatives", flags.negatives, "Sampled items that every click is told from; 0 = all")
      ->group(group);
  command.add_option("--learning-rate", flags.learning_rate, "Step size of the optimiser")->group(group);
  command.add_option("--patience", flags.patience, "Epochs without gain on the validation part before stopping")
      ->group(group);
  command.add_option("--validation", flags.validation_fraction, "Newest share of the sessions kept for validation")
      ->check(CLI::Range(0.0, 0.5))
      ->group(group);
  command.add_option("--threads", flags.threads, "0 = one for every core; does not change the result")
      ->check(CLI::Range(0, 1024))
      ->group(group);
}

void add_model_file(CLI::App& command, TrainFlags& flags) {
  const char* const group = "Model file";
  command.add_flag("--no-gru", flags.no_gru, "Without the session model: small, and trained in seconds")->group(group);
  command.add_flag("--no-neighbors", flags.no_neighbors, "Without similar sessions")->group(group);
  command.add_flag("--no-rules", flags.no_rules, "Without sequential rules")->group(group);
  command.add_flag("--no-own", flags.no_own, "Without the session's own items")->group(group);
  command
      .add_option("--max-size", flags.max_bytes,
                  "Largest model file: 4MB (million bytes), 4MiB, 500KB; past sessions, then texts go first")
      ->transform(CLI::AsSizeValue(true))
      ->group(group);
  command.add_option("--model-id", flags.model_id, "Default: name of the file and time of its making")->group(group);
  command
      .add_option("--model-version", flags.model_version,
                  "Devices never go back to a lower one; default: seconds since 1970")
      ->group(group);
}

}  // namespace

void add_train_flags(CLI::App& command, TrainFlags& flags) {
  add_files(command, flags);
  add_reading(command, flags);
  add_session_model(command, flags);
  add_model_file(command, flags);
  command.add_flag("--json", flags.json, "Report as JSON");
  command.add_flag("-q,--quiet", flags.quiet, "No progress");
}

data::LoadOptions load_options(const TrainFlags& flags) {
  data::LoadOptions options;
  options.layout = data::parse_layout(flags.format);
  options.events.columns = flags.columns;
  options.events.event_types = flags.event_types;
  options.events.assume_utc = flags.assume_utc;
  const auto gap = static_cast<TimeMs>(std::llround(flags.session_gap_minutes * static_cast<double>(kMinuteMs)));
  options.session_gap = gap > 0 ? std::optional<TimeMs>(gap) : std::nullopt;
  options.min_item_support = flags.min_item_support;
  options.min_session_length = flags.min_session_length;
  if (!flags.robots.empty()) options.drop_robots = flags.robots == "drop";
  return options;
}

Result<trainer::TrainOptions> train_options(const TrainFlags& flags) {
  NEARSHELF_ASSIGN_OR_RETURN(trainer::TrainOptions options, trainer::preset_options(flags.preset));
  options.epochs = flags.epochs.value_or(options.epochs);
  options.seed = flags.seed.value_or(options.seed);
  options.dim = flags.dim.value_or(options.dim);
  options.hidden_size = flags.hidden_size.value_or(options.hidden_size);
  options.batch_size = flags.batch_size.value_or(options.batch_size);
  options.negatives = flags.negatives.value_or(options.negatives);
  options.learning_rate = flags.learning_rate.value_or(options.learning_rate);
  options.patience = flags.patience.value_or(options.patience);
  options.validation_fraction = flags.validation_fraction.value_or(options.validation_fraction);
  options.threads = flags.threads;
  NEARSHELF_RETURN_IF_ERROR(trainer::check_options(options));
  return options;
}

uint32_t wanted_rankers(const TrainFlags& flags) {
  uint32_t rankers = ranking::kAllRankers;
  if (flags.no_gru) rankers &= ~ranking::kGru;
  if (flags.no_neighbors) rankers &= ~ranking::kNeighbors;
  if (flags.no_rules) rankers &= ~ranking::kRules;
  if (flags.no_own) rankers &= ~ranking::kOwnItems;
  return rankers;
}

std::string checkpoint_path(const TrainFlags& flags) {
  return flags.checkpoint.empty() ? flags.out + ".checkpoint" : flags.checkpoint;
}

}  // namespace nearshelf::cli
