#include "server_sync/trainer/train_run.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "server_sync/trainer/math/kernels.h"

namespace nearshelf::trainer {
namespace {

constexpr size_t kMostValidationCases = 30'000;
constexpr auto kReportInterval = std::chrono::milliseconds(250);

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<uint32_t> click_counts(const data::SessionDataset& data, size_t sessions) {
  std::vector<uint32_t> counts(data.item_count());
  for (size_t i = 0; i < data.offsets[sessions]; ++i) ++counts[data.items[i]];
  return counts;
}

size_t first_validation_session(const data::SessionDataset& data, const TrainOptions& options) {
  const auto kept = std::floor(static_cast<double>(data.session_count()) * options.validation_fraction);
  return data.session_count() - static_cast<size_t>(kept);
}

// Every prefix of the sessions from `first` on, thinned out evenly to a bounded number.
std::vector<RankCase> validation_cases(const data::SessionDataset& data, size_t first) {
  size_t all = 0;
  for (size_t s = first; s < data.session_count(); ++s) all += std::max<size_t>(data.session(s).size(), 1) - 1;
  const size_t kept = std::min(all, kMostValidationCases);
  std::vector<RankCase> cases;
  cases.reserve(kept);
  size_t seen = 0;
  for (size_t s = first; s < data.session_count(); ++s) {
    const auto clicks = data.session(s);
    for (size_t i = 1; i < clicks.size(); ++i, ++seen) {
      if (seen * kept / all != (seen + 1) * kept / all) cases.push_back({clicks.first(i), clicks[i]});
    }
  }
  return cases;
}

}  // namespace

TrainRun::TrainRun(const data::SessionDataset& data, const TrainOptions& options, const TrainHooks& hooks)
    : data_(data),
      options_(options),
      hooks_(hooks),
      split_(first_validation_session(data, options)),
      finetune_first_(static_cast<size_t>(static_cast<double>(split_) * (1.0 - options.finetune_replay))),
      pool_(options.threads),
      learner_(options, click_counts(data, split_), pool_, math::kernels()),
      fingerprint_(run_fingerprint(data, options)),
      validation_(validation_cases(data, split_)) {}

Result<TrainResult> TrainRun::run() {
  if (hooks_.resume) {
    NEARSHELF_RETURN_IF_ERROR(read_checkpoint(hooks_.checkpoint_path, fingerprint_, state_, learner_));
  }
  if (state_.phase == Phase::kTraining) {
    NEARSHELF_RETURN_IF_ERROR(run_phase());
    start_finetune();
    NEARSHELF_RETURN_IF_ERROR(save());
  }
  NEARSHELF_RETURN_IF_ERROR(run_phase());
  TrainResult result;
  result.model = learner_.model();
  learner_.weights() = std::move(state_.best);
  result.validation_model = learner_.model();
  result.first_validation_session = split_;
  result.history = std::move(state_.history);
  result.events = events_;
  result.seconds = seconds_since(started_);
  return result;
}

uint32_t TrainRun::phase_epochs() const {
  return state_.phase == Phase::kTraining ? options_.epochs : options_.finetune_epochs;
}

bool TrainRun::phase_over() const {
  if (state_.epoch >= phase_epochs()) return true;
  return state_.phase == Phase::kTraining && state_.stale_epochs >= options_.patience;
}

Status TrainRun::run_phase() {
  if (phase_over()) return ok_status();
  const bool training = state_.phase == Phase::kTraining;
  BatchPlan plan(data_, options_, training ? 0 : finetune_first_, training ? split_ : data_.session_count());
  while (!phase_over()) {
    if (Status epoch = run_epoch(plan); !epoch.ok()) {
      if (epoch.code() == Code::kCancelled) NEARSHELF_RETURN_IF_ERROR(save());
      return epoch;
    }
    std::optional<RankMetrics> validation;
    if (training) validation = validate();
    report(plan, validation);
    finish_epoch(validation);
    NEARSHELF_RETURN_IF_ERROR(save());
  }
  return ok_status();
}

// Warm-up, then half a cosine over the phase (Loshchilov & Hutter 2017, eq. 5, without restarts).
float TrainRun::rate(const BatchPlan& plan) const {
  const double done = state_.epoch + static_cast<double>(state_.epoch_events) /
                                         static_cast<double>(std::max<size_t>(plan.rows_per_epoch(), 1));
  const bool training = state_.phase == Phase::kTraining;
  const double highest = training ? options_.learning_rate : options_.learning_rate * options_.finetune_rate;
  const double warmup = training ? std::min<double>(options_.warmup_epochs, options_.epochs * 0.5) : 0.0;
  if (done < warmup) return static_cast<float>(highest * std::max(done / warmup, 1e-3));
  const double progress = std::min(1.0, (done - warmup) / (phase_epochs() - warmup));
  const double fall = 0.5 * (1.0 + std::cos(std::numbers::pi * progress));
  return static_cast<float>(highest * (options_.final_rate + (1.0 - options_.final_rate) * fall));
}

Status TrainRun::run_epoch(BatchPlan& plan) {
  const auto phase = static_cast<uint64_t>(state_.phase);
  plan.start_epoch(phase << 32 | state_.epoch);
  plan.skip(state_.batches);
  if (state_.batches == 0) learner_.carried().clear();
  Batch batch;
  while (plan.next(batch)) {
    if (cancelled()) return Status(Code::kCancelled, "training was interrupted");
    const auto before = Clock::now();
    const double loss = learner_.step(batch, state_.serial, rate(plan));
    if (!std::isfinite(loss)) {
      return failed_precondition("the loss is no longer a finite number; lower the learning rate",
                                 "epoch " + std::to_string(state_.epoch + 1));
    }
    ++state_.serial;
    ++state_.batches;
    state_.epoch_events += batch.rows();
    state_.loss_sum += loss * static_cast<double>(batch.rows());
    const double seconds = seconds_since(before);
    state_.epoch_seconds += seconds;
    learning_seconds_ += seconds;
    events_ += batch.rows();
    if (Clock::now() - last_report_ >= kReportInterval) report(plan, std::nullopt);
  }
  return ok_status();
}

std::optional<RankMetrics> TrainRun::validate() {
  const RankMetrics metrics = rank_metrics(learner_.model(), validation_, 20, pool_);
  // Without validation cases the newest weights count as the best.
  const double score = metrics.hit_rate + metrics.mrr;
  if (validation_.empty() || score > state_.best_score) {
    state_.best_score = score;
    state_.best = learner_.weights();
    state_.stale_epochs = 0;
  } else {
    ++state_.stale_epochs;
  }
  if (validation_.empty()) return std::nullopt;
  return metrics;
}

void TrainRun::finish_epoch(const std::optional<RankMetrics>& validation) {
  ++state_.epoch;
  EpochRecord record{.phase = state_.phase,
                     .epoch = state_.epoch,
                     .loss = mean_loss(),
                     .seconds = state_.epoch_seconds,
                     .validated = validation.has_value(),
                     .validation = validation.value_or(RankMetrics{})};
  state_.history.push_back(record);
  state_.batches = 0;
  state_.epoch_events = 0;
  state_.loss_sum = 0.0;
  state_.epoch_seconds = 0.0;
}

void TrainRun::start_finetune() {
  learner_.weights() = state_.best;
  state_.phase = Phase::kFinetune;
  state_.epoch = 0;
}

double TrainRun::mean_loss() const {
  return state_.epoch_events == 0 ? 0.0 : state_.loss_sum / static_cast<double>(state_.epoch_events);
}

Status TrainRun::save() {
  if (hooks_.checkpoint_path.empty()) return ok_status();
  return write_checkpoint(hooks_.checkpoint_path, fingerprint_, state_, learner_);
}

void TrainRun::report(const BatchPlan& plan, const std::optional<RankMetrics>& validation) {
  last_report_ = Clock::now();
  if (!hooks_.progress) return;
  Progress p;
  p.phase = state_.phase;
  p.epoch = state_.epoch + 1;
  p.epochs = phase_epochs();
  p.events = state_.epoch_events;
  p.events_per_epoch = plan.rows_per_epoch();
  p.loss = mean_loss();
  p.events_per_second = learning_seconds_ > 0.0 ? static_cast<double>(events_) / learning_seconds_ : 0.0;
  double left = static_cast<double>(p.epochs - state_.epoch) * static_cast<double>(p.events_per_epoch) -
                static_cast<double>(p.events);
  if (state_.phase == Phase::kTraining) {
    left += options_.finetune_epochs *
            static_cast<double>(data_.offsets[data_.session_count()] - data_.offsets[finetune_first_]);
  }
  if (p.events_per_second > 0.0) p.seconds_left = left / p.events_per_second;
  p.validation = validation;
  hooks_.progress(p);
}

}  // namespace nearshelf::trainer
