#include "server_sync/cli/train_pipeline.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "sdk/ranking/recommender.h"
#include "server_sync/cli/budget_warning.h"
#include "server_sync/cli/float32_metrics.h"
#include "server_sync/cli/interrupt.h"
#include "server_sync/cli/output.h"
#include "server_sync/cli/progress_line.h"
#include "server_sync/cli/session_pairs.h"
#include "server_sync/cli/train_progress.h"
#include "server_sync/data/time_text.h"
#include "server_sync/evaluation/fit_blend.h"
#include "server_sync/publisher/artifact_file.h"
#include "server_sync/trainer/gru_model_io.h"
#include "server_sync/trainer/trainer.h"

namespace nearshelf::cli {
namespace {

constexpr uint32_t kMetricsAt = 20;
constexpr size_t kMostValidationCases = 30'000;

using Clock = std::chrono::steady_clock;

size_t peak_memory_bytes() {
  struct rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
#if defined(__APPLE__)
  return static_cast<size_t>(usage.ru_maxrss);
#else
  return static_cast<size_t>(usage.ru_maxrss) * 1024;
#endif
}

// Seconds since 1970 of SOURCE_DATE_EPOCH (reproducible-builds.org), else now.
TimeMs creation_time() {
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
    const data::ParsedTime time = data::parse_time(epoch, true);
    if (time.error == data::TimeTextError::kNone) return time.time;
  }
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Hours of training must not end at a directory that was never there.
Status check_writable(const std::string& path) {
  if (path.empty()) return ok_status();
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return invalid_argument("this is a directory; name a file", path);
  std::filesystem::path directory = std::filesystem::path(path).parent_path();
  if (directory.empty()) directory = ".";
  if (!std::filesystem::is_directory(directory, error))
    return io_error("there is no such directory", directory.string());
  if (::access(directory.c_str(), W_OK) != 0)
    return io_error("this directory cannot be written to", directory.string());
  return ok_status();
}

class Pipeline {
 public:
  explicit Pipeline(const TrainFlags& flags) : flags_(flags), progress_(ProgressLine::mode_for(flags.quiet)) {}
  Result<TrainReport> run();

 private:
  Status check_outputs() const;
  void name_model();
  Status load();
  Status check_budget();
  Status train();
  Status validate();
  Status fit(const publisher::ArtifactInput& input, size_t split);
  Status measure(const publisher::ArtifactInput& input, size_t split);
  Status publish();
  Status interrupted() const;
  publisher::ArtifactInput artifact_input(const data::SessionDataset& sessions) const;
  publisher::PastSessions past_sessions(const data::SessionDataset& sessions) const;
  bool uses(uint32_t rankers) const { return (rankers_ & rankers) != 0; }
  template <typename Work>
  Status timed(const char* stage, Work work);

  const TrainFlags& flags_;
  const InterruptGuard guard_;
  ProgressLine progress_;
  trainer::TrainOptions options_;
  uint32_t rankers_ = 0;
  data::SessionDataset dataset_;
  size_t first_validation_session_ = 0;
  std::optional<trainer::GruModel> model_;
  std::optional<trainer::GruModel> validation_model_;
  std::vector<std::pair<std::string, float>> blend_;
  TrainReport report_;
};

template <typename Work>
Status Pipeline::timed(const char* stage, Work work) {
  const Clock::time_point start = Clock::now();
  Status status = work();
  progress_.clear();
  report_.timings.emplace_back(stage, std::chrono::duration<double>(Clock::now() - start).count());
  if (status.ok() && InterruptGuard::interrupted()) return interrupted();
  return status;
}

Status Pipeline::interrupted() const {
  const std::string checkpoint = checkpoint_path(flags_);
  std::error_code error;
  if (flags_.no_gru || !std::filesystem::exists(checkpoint, error)) {
    return Status(Code::kCancelled, "interrupted; nothing was written");
  }
  return Status(Code::kCancelled, "interrupted; the same command with --resume goes on from " + checkpoint);
}

Status Pipeline::check_outputs() const {
  NEARSHELF_RETURN_IF_ERROR(check_writable(flags_.out));
  NEARSHELF_RETURN_IF_ERROR(check_writable(flags_.save_float32));
  return check_writable(flags_.checkpoint);
}

Status Pipeline::load() {
  NEARSHELF_ASSIGN_OR_RETURN(data::LoadedSessions loaded, data::load_sessions(flags_.sessions, load_options(flags_)));
  dataset_ = std::move(loaded.dataset);
  report_.cleaning = std::move(loaded.report);
  if (!flags_.items.empty()) {
    NEARSHELF_ASSIGN_OR_RETURN(report_.items, data::read_items(flags_.items, dataset_));
  }
  const auto spared = std::floor(static_cast<double>(dataset_.session_count()) * options_.validation_fraction);
  first_validation_session_ = dataset_.session_count() - static_cast<size_t>(spared);
  return ok_status();
}

publisher::ArtifactInput Pipeline::artifact_input(const data::SessionDataset& sessions) const {
  publisher::ArtifactInput input;
  input.dataset = &sessions;
  input.blend = blend_;
  input.provenance = report_.provenance;
  if (flags_.session_gap_minutes > 0) {
    input.session_timeout_ms = *load_options(flags_).session_gap;
  }
  return input;
}

publisher::PastSessions Pipeline::past_sessions(const data::SessionDataset& sessions) const {
  return publisher::choose_past_sessions(sessions, sessions.session_count());
}

// A model of the right shape and no content shows before the training whether one will fit.
Status Pipeline::check_budget() {
  if (!flags_.max_bytes) return ok_status();
  trainer::GruModel empty;
  empty.item_count = static_cast<uint32_t>(dataset_.item_count());
  empty.dim = options_.dim;
  empty.hidden_size = options_.hidden_size;
  empty.normalize_query = options_.normalize;
  empty.embeddings.resize(size_t{empty.item_count} * empty.dim);
  empty.output_bias.assign(empty.item_count, options_.output_bias ? 1.0f : 0.0f);
  empty.input_weights.resize(size_t{3} * empty.hidden_size * empty.dim);
  empty.hidden_weights.resize(size_t{3} * empty.hidden_size * empty.hidden_size);
  empty.gate_bias.resize(size_t{3} * empty.hidden_size);
  if (options_.query_projection) {
    empty.query_weights.resize(size_t{empty.dim} * (empty.hidden_size + empty.dim));
    empty.query_bias.resize(empty.dim);
  }
  publisher::ArtifactInput input = artifact_input(dataset_);
  const publisher::PastSessions past = past_sessions(dataset_);
  if (uses(ranking::kGru)) input.gru = &empty;
  if (uses(ranking::kNeighbors | ranking::kRules)) input.past_sessions = &past;
  const auto artifact = publisher::make_artifact(input, {flags_.max_bytes});
  if (!artifact.ok()) return artifact.status();
  if (const std::optional<std::string> warning = network_left_out(artifact->report)) {
    say("nearshelf: " + *warning);
    report_.warnings.push_back(*warning);
  }
  return ok_status();
}

Status Pipeline::train() {
  trainer::TrainHooks hooks;
  hooks.progress = [this](const trainer::Progress& progress) { show(progress, progress_); };
  hooks.cancel = &InterruptGuard::flag();
  hooks.checkpoint_path = checkpoint_path(flags_);
  hooks.resume = flags_.resume;
  std::error_code error;
  if (!flags_.resume && !flags_.quiet && std::filesystem::exists(hooks.checkpoint_path, error)) {
    say("nearshelf: " + hooks.checkpoint_path +
        " of an earlier run is being replaced (--resume would have gone on from it)");
  }
  Result<trainer::TrainResult> result = trainer::train(dataset_, options_, hooks);
  if (!result.ok()) return result.status().code() == Code::kCancelled ? interrupted() : result.status();
  first_validation_session_ = result->first_validation_session;
  report_.training = TrainingReport{std::move(result->history), result->events, result->seconds};
  model_ = std::move(result->model);
  validation_model_ = std::move(result->validation_model);
  if (flags_.save_float32.empty()) return ok_status();
  return trainer::save_gru_model(flags_.save_float32, *model_);
}

// What the device will rank with, but learned without the validation part.
Status Pipeline::validate() {
  const size_t split = first_validation_session_;
  const data::SessionDataset older = session_range(dataset_, 0, split);
  const publisher::PastSessions past = past_sessions(older);
  publisher::ArtifactInput input = artifact_input(older);
  if (validation_model_) input.gru = &*validation_model_;
  if (uses(ranking::kNeighbors | ranking::kRules)) input.past_sessions = &past;
  NEARSHELF_RETURN_IF_ERROR(timed("fit_blend", [&] { return fit(input, split); }));
  if (split == dataset_.session_count()) return ok_status();
  input.blend = blend_;
  return timed("validate", [&] { return measure(input, split); });
}

Status Pipeline::fit(const publisher::ArtifactInput& input, size_t split) {
  NEARSHELF_ASSIGN_OR_RETURN(const publisher::Artifact artifact, publisher::make_artifact(input, {flags_.max_bytes}));
  evaluation::FitOptions options;
  options.seed = options_.seed;
  options.threads = options_.threads;
  options.rankers = rankers_;
  options.on_pass = [this, &options](uint32_t pass, double log_likelihood) {
    progress_.update((pass + 1.0) / options.passes,
                     "fitting the blend, log-likelihood " + std::to_string(log_likelihood));
    return !InterruptGuard::interrupted();
  };
  const data::SessionDataset newer = session_range(dataset_, split, dataset_.session_count());
  NEARSHELF_ASSIGN_OR_RETURN(evaluation::FittedBlend fitted, evaluation::fit_blend(artifact.model, newer, options));
  blend_ = std::move(fitted.parameters);
  report_.validation = ValidationReport{newer.session_count(), {}, fitted.cases, fitted.log_likelihood};
  return ok_status();
}

Status Pipeline::measure(const publisher::ArtifactInput& input, size_t split) {
  NEARSHELF_ASSIGN_OR_RETURN(const publisher::Artifact artifact, publisher::make_artifact(input, {flags_.max_bytes}));
  NEARSHELF_ASSIGN_OR_RETURN(const auto recommender, ranking::Recommender::create(artifact.model));
  const evaluation::TestPairs pairs = session_pairs(dataset_, split, kMostValidationCases);
  std::vector<std::pair<std::string, evaluation::Evaluation>>& measured = report_.validation->rankers;
  const auto measure_one = [&](const char* name, uint32_t rankers) {
    evaluation::EvaluateOptions options;
    options.k = kMetricsAt;
    options.rankers = rankers;
    options.threads = options_.threads;
    options.on_progress = [this, name](size_t done, size_t total) {
      progress_.update(static_cast<double>(done) / static_cast<double>(total), std::string("measuring ") + name);
      return !InterruptGuard::interrupted();
    };
    Result<evaluation::Evaluation> evaluation = evaluation::evaluate(*recommender, pairs, options);
    if (!evaluation.ok()) return evaluation.status().code() == Code::kCancelled ? interrupted() : evaluation.status();
    measured.emplace_back(name, *evaluation);
    return ok_status();
  };
  NEARSHELF_RETURN_IF_ERROR(measure_one("popular", ranking::kPopular));
  if (artifact.model->has_gru()) {
    measured.emplace_back("gru_float32", evaluate_float32(*validation_model_, pairs, kMetricsAt, options_.threads));
    NEARSHELF_RETURN_IF_ERROR(measure_one("gru", ranking::kGru));
  }
  if (artifact.model->has_neighbors() && uses(ranking::kNeighbors)) {
    NEARSHELF_RETURN_IF_ERROR(measure_one("neighbors", ranking::kNeighbors));
  }
  return measure_one("blended", ranking::kAllRankers);
}

void Pipeline::name_model() {
  model::Provenance& provenance = report_.provenance;
  const TimeMs now = creation_time();
  provenance.created_at_ms = now;
  provenance.version = flags_.model_version.value_or(static_cast<uint64_t>(now / kSecondMs));
  provenance.model_id = flags_.model_id;
  if (provenance.model_id.empty()) {
    provenance.model_id =
        std::filesystem::path(flags_.out).stem().string() + "-" + data::format_time(now).substr(0, 19) + "Z";
  }
  provenance.tool_version = std::string("nearshelf ") + NEARSHELF_VERSION;
  provenance.preset = flags_.no_gru ? "" : flags_.preset;
  provenance.seed = options_.seed;
}

Status Pipeline::publish() {
  if (report_.validation) {
    for (const auto& [name, evaluation] : report_.validation->rankers) {
      report_.provenance.metrics.emplace_back(name + ".hit_rate@20", evaluation.metrics.hit_rate);
      report_.provenance.metrics.emplace_back(name + ".mrr@20", evaluation.metrics.mrr);
    }
  }
  const publisher::PastSessions past = past_sessions(dataset_);
  publisher::ArtifactInput input = artifact_input(dataset_);
  if (model_) input.gru = &*model_;
  if (uses(ranking::kNeighbors | ranking::kRules)) input.past_sessions = &past;
  NEARSHELF_ASSIGN_OR_RETURN(publisher::Artifact artifact, publisher::make_artifact(input, {flags_.max_bytes}));
  report_.provenance = artifact.model->provenance();
  report_.artifact = std::move(artifact.report);
  return publisher::write_artifact(flags_.out, artifact.model->bytes());
}

Result<TrainReport> Pipeline::run() {
  NEARSHELF_ASSIGN_OR_RETURN(options_, train_options(flags_));
  rankers_ = wanted_rankers(flags_);
  name_model();
  NEARSHELF_RETURN_IF_ERROR(check_outputs());
  NEARSHELF_RETURN_IF_ERROR(timed("read", [this] { return load(); }));
  // People see at once what became of their data; the training may take a while.
  if (!flags_.json) print(to_text(report_.cleaning) + (report_.items ? to_text(*report_.items) : "") + "\n");
  NEARSHELF_RETURN_IF_ERROR(check_budget());
  if (uses(ranking::kGru)) NEARSHELF_RETURN_IF_ERROR(timed("train", [this] { return train(); }));
  NEARSHELF_RETURN_IF_ERROR(validate());
  NEARSHELF_RETURN_IF_ERROR(timed("publish", [this] { return publish(); }));
  if (uses(ranking::kGru) && flags_.checkpoint.empty()) {
    std::error_code ignored;  // a checkpoint that stays does no harm
    std::filesystem::remove(checkpoint_path(flags_), ignored);
  }
  report_.peak_memory_bytes = peak_memory_bytes();
  return std::move(report_);
}

}  // namespace

Result<TrainReport> run_training(const TrainFlags& flags) { return Pipeline(flags).run(); }

}  // namespace nearshelf::cli
