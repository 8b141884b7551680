#include "sdk/engine/shelf.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "sdk/model/limits.h"
#include "sdk/profile/context.h"
#include "sdk/profile/sessions.h"
#include "sdk/profile/validate.h"

namespace nearshelf::engine {
namespace {

constexpr TimeMs kDefaultSessionTimeoutMs = 30 * kMinuteMs;  // while there is no model to say otherwise
constexpr int64_t kPruneInterval = 64;                       // events between two prunings
constexpr size_t kMaxPathBytes = 4096;

Status check_options(const ShelfOptions& options) {
  const std::string& path = options.store.path;
  if (path.size() > kMaxPathBytes) return invalid_argument("longer than 4096 bytes", "options.path");
  if (path.find('\0') != std::string::npos) return invalid_argument("has a NUL inside", "options.path");
  if (options.store.busy_timeout_ms < 0) return invalid_argument("longer than 24 days", "options.busy_timeout_ms");
  if (options.max_events < kMinMaxEvents) return invalid_argument("below 100", "options.max_events");
  return options.sync ? sync::check_options(*options.sync) : ok_status();
}

}  // namespace

Shelf::Shelf(ShelfOptions options, const platform::Platform& platform)
    : options_(std::move(options)), platform_(platform) {}

void Shelf::say(LogLevel level, const std::string& message) const {
  if (options_.log) options_.log(level, message);
}

Result<std::unique_ptr<Shelf>> Shelf::open(ShelfOptions options, const platform::Platform& platform) {
  NEARSHELF_RETURN_IF_ERROR(check_options(options));
  std::unique_ptr<Shelf> shelf(new Shelf(std::move(options), platform));
  NEARSHELF_ASSIGN_OR_RETURN(shelf->store_, store::Store::open(shelf->options_.store, platform));
  if (const std::string& kept = shelf->store_->kept_corrupt_path(); !kept.empty()) {
    shelf->say(LogLevel::kWarning, "the database was damaged; it was kept as " + kept + " and a new one begun");
  }
  NEARSHELF_RETURN_IF_ERROR(shelf->load_model());
  NEARSHELF_RETURN_IF_ERROR(shelf->restore_profile());
  return shelf;
}

Status Shelf::load_model() {
  NEARSHELF_ASSIGN_OR_RETURN(const auto record, store_->model_record());
  if (!record) {
    no_model_ = failed_precondition("no model is installed yet; install one");
    return ok_status();
  }
  const auto read = [&]() -> Result<std::shared_ptr<const LoadedModel>> {
    if (record->size_bytes > model::kMaxArtifactBytes) return corrupt("the stored model has an impossible size");
    model::AlignedBytes bytes(record->size_bytes);
    if (bytes.size() != record->size_bytes) return Status(Code::kOutOfMemory, "no memory for the stored model");
    NEARSHELF_RETURN_IF_ERROR(store_->read_model(*record, {bytes.data(), bytes.size()}));
    return LoadedModel::open(std::move(bytes));
  };
  auto loaded = read();
  if (loaded.ok()) {
    model_ = std::move(loaded).value();
    say(LogLevel::kInfo, "model " + model_->id() + " loaded");
    return ok_status();
  }
  const Code code = loaded.status().code();
  if (code != Code::kCorrupt && code != Code::kUnsupportedVersion) return loaded.status();
  no_model_ =
      failed_precondition("the stored model cannot be used, install it again (" + loaded.status().to_string() + ")");
  say(LogLevel::kError, no_model_.message());
  return ok_status();
}

Status Shelf::restore_profile() {
  NEARSHELF_ASSIGN_OR_RETURN(SessionState session, SessionState::restore(*store_, model_.get()));
  NEARSHELF_ASSIGN_OR_RETURN(const auto purchased, store_->events().purchased_items());
  session_ = std::move(session);
  purchased_.clear();
  if (model_) purchased_ = model_->known_items(purchased, purchased.size());
  return ok_status();
}

Status Shelf::install_model(std::span<const uint8_t> bytes) {
  NEARSHELF_ASSIGN_OR_RETURN(auto next, LoadedModel::open_copy(bytes));
  return install(std::move(next));
}

Status Shelf::adopt_model(model::AlignedBytes bytes) {
  NEARSHELF_ASSIGN_OR_RETURN(auto next, LoadedModel::open(std::move(bytes)));
  return install(std::move(next));
}

Status Shelf::install(std::shared_ptr<const LoadedModel> next) {
  const std::lock_guard lock(mutex_);
  if (model_ && model_->id() == next->id()) {
    const auto present = model_->model().bytes();
    const auto given = next->model().bytes();
    if (std::equal(present.begin(), present.end(), given.begin(), given.end())) return ok_status();
    return failed_precondition("a different model with this id is installed; give every model an id of its own",
                               "model " + next->id());
  }
  // Everything that can fail comes before the commit.
  NEARSHELF_ASSIGN_OR_RETURN(SessionState session, SessionState::restore(*store_, next.get()));
  NEARSHELF_ASSIGN_OR_RETURN(const auto purchased_ids, store_->events().purchased_items());
  std::vector<uint32_t> purchased = next->known_items(purchased_ids, purchased_ids.size());
  store::ModelImage image;
  image.model_id = next->id();
  image.version = next->model().provenance().version;
  image.bytes = next->model().bytes();
  image.rows_offset = next->model().embedding_rows_range().offset;
  image.rows_size = next->model().embedding_rows_range().size;
  image.row_bytes = next->model().embeddings().dim;
  NEARSHELF_RETURN_IF_ERROR(store_->install_model(image));
  model_ = std::move(next);
  session_ = std::move(session);
  purchased_ = std::move(purchased);
  say(LogLevel::kInfo, "model " + model_->id() + " installed");
  return ok_status();
}

Result<std::shared_ptr<const LoadedModel>> Shelf::model() {
  const std::lock_guard lock(mutex_);
  if (!model_) return no_model_;
  return model_;
}

Result<TrackResult> Shelf::track(store::Event event, std::optional<TimeMs> time_ms) {
  const std::lock_guard lock(mutex_);
  event.time_ms = time_ms ? *time_ms : std::clamp<TimeMs>(platform_.clock->now_ms(), 0, kMaxTimeMs);
  NEARSHELF_RETURN_IF_ERROR(profile::validate(event));
  if (!event.event_id.empty()) {
    NEARSHELF_ASSIGN_OR_RETURN(auto duplicate, find_duplicate(event));
    if (duplicate) return std::move(*duplicate);
  } else {
    event.event_id = draw_event_id();
  }
  TrackResult result;
  result.event_id = event.event_id;
  result.item_known = knows(event.item_id);
  SessionState next = session_;
  purchased_.reserve(purchased_.size() + 1);  // nothing may fail once the event is durable
  NEARSHELF_RETURN_IF_ERROR(record(event, time_ms.has_value(), next, result));
  session_ = std::move(next);
  if (event.kind == store::EventKind::kPurchase && model_) {
    const auto item = model_->model().catalog().find(event.item_id);
    if (item && std::find(purchased_.begin(), purchased_.end(), *item) == purchased_.end()) purchased_.push_back(*item);
  }
  return result;
}

Result<std::optional<TrackResult>> Shelf::find_duplicate(const store::Event& event) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> session_id, store_->events().find(event.event_id));
  if (!session_id) return std::optional<TrackResult>();
  TrackResult result;
  result.event_id = event.event_id;
  result.session_id = *session_id;
  result.duplicate = true;
  result.item_known = knows(event.item_id);
  return std::optional<TrackResult>(std::move(result));
}

// One transaction: the event, its session with the GRU state after it, and what became too old.
Status Shelf::record(const store::Event& event, bool timed_by_caller, SessionState& next, TrackResult& result) {
  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, store_->begin());
  const auto placement = profile::place_event(next.record(), event.time_ms, timed_by_caller, session_timeout_ms());
  if (placement == profile::Placement::kBegin) {
    next.begin(event.time_ms);
    next.apply(event, timed_by_caller, model_.get());
    NEARSHELF_ASSIGN_OR_RETURN(const int64_t session_id, store_->sessions().insert(*next.record()));
    next.set_id(session_id);
  } else if (placement == profile::Placement::kJoin) {
    next.apply(event, timed_by_caller, model_.get());
    NEARSHELF_RETURN_IF_ERROR(store_->sessions().update(*next.record()));
  }
  result.session_id = placement == profile::Placement::kHistory ? 0 : next.record()->session_id;
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t sequence, store_->events().insert(event, result.session_id));
  if (sequence % kPruneInterval == 0) {
    NEARSHELF_RETURN_IF_ERROR(store_->events().prune(options_.max_events));
    NEARSHELF_RETURN_IF_ERROR(store_->sessions().remove_empty_before(next.record()->session_id));
  }
  return transaction.commit();
}

Result<Recommendations> Shelf::recommend(const RecommendOptions& options) {
  const std::lock_guard lock(mutex_);
  if (!model_) return no_model_;
  const auto& record = session_.record();
  const bool active = record && profile::is_active(*record, platform_.clock->now_ms(), session_timeout_ms());
  ranking::SessionView view;
  if (active && !session_.items().empty()) {
    view.items = session_.items();
    view.hidden = record->hidden;
    return model_->recommend(view, Context::kSession, options, purchased_);
  }
  // Read generously: some of these events repeat a step or speak of items that the model does not know.
  NEARSHELF_ASSIGN_OR_RETURN(const auto events,
                             store_->events().outside_session(active ? record->session_id : 0, profile::kStepKinds,
                                                              4 * profile::kHistoryItems));
  profile::StepRule rule;
  const std::vector<uint32_t> items = model_->known_items(profile::step_items(events, rule), profile::kHistoryItems);
  view.items = items;
  return model_->recommend(view, items.empty() ? Context::kNone : Context::kHistory, options, purchased_);
}

SessionInfo Shelf::session() {
  const std::lock_guard lock(mutex_);
  SessionInfo info;
  const auto& record = session_.record();
  if (!record) return info;
  info.session_id = record->session_id;
  info.started_ms = record->started_ms;
  info.last_active_ms = record->last_active_ms;
  info.event_count = record->event_count;
  info.context_items = static_cast<uint32_t>(session_.items().size());
  info.active = profile::is_active(*record, platform_.clock->now_ms(), session_timeout_ms());
  return info;
}

Status Shelf::end_session() {
  const std::lock_guard lock(mutex_);
  if (!session_.record() || session_.record()->ended) return ok_status();
  SessionState next = session_;
  next.end();
  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, store_->begin());
  NEARSHELF_RETURN_IF_ERROR(store_->sessions().update(*next.record()));
  NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  session_ = std::move(next);
  return ok_status();
}

Result<std::vector<store::RecordedEvent>> Shelf::events_after(int64_t sequence, size_t limit) {
  const std::lock_guard lock(mutex_);
  return store_->events().after(sequence, limit);
}

Status Shelf::forget_all() {
  const std::lock_guard lock(mutex_);
  const Status forgotten = store_->forget_all();
  // Also after an error: it may have come from the overwriting that follows the deletion.
  const Status restored = restore_profile();
  return forgotten.ok() ? restored : forgotten;
}

Result<ShelfInfo> Shelf::info() {
  const std::lock_guard lock(mutex_);
  ShelfInfo info;
  NEARSHELF_ASSIGN_OR_RETURN(info.event_count, store_->events().count());
  NEARSHELF_ASSIGN_OR_RETURN(info.session_count, store_->sessions().count());
  NEARSHELF_ASSIGN_OR_RETURN(info.database_bytes, store_->file_bytes());
  info.memory_bytes = store_->memory_bytes() + (model_ ? model_->memory_bytes() : 0);
  return info;
}

TimeMs Shelf::session_timeout_ms() const {
  return model_ ? model_->model().session_timeout_ms() : kDefaultSessionTimeoutMs;
}

bool Shelf::knows(const std::string& item_id) const {
  return model_ && !item_id.empty() && model_->model().catalog().find(item_id).has_value();
}

std::string Shelf::draw_event_id() {
  std::array<uint8_t, 16> bytes;
  platform_.random->fill(bytes);
  std::string id;
  for (const uint8_t byte : bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    id += kDigits[byte >> 4];
    id += kDigits[byte & 15];
  }
  return id;
}

}  // namespace nearshelf::engine
