// The shelf's events and sessions: recording them, and recommending after them.
#include <algorithm>
#include <utility>

#include "sdk/engine/outgoing.h"
#include "sdk/engine/random_id.h"
#include "sdk/engine/shelf.h"
#include "sdk/privacy/minimise.h"
#include "sdk/profile/context.h"
#include "sdk/profile/sessions.h"
#include "sdk/profile/validate.h"

namespace nearshelf::engine {
namespace {

constexpr TimeMs kDefaultSessionTimeoutMs = 30 * kMinuteMs;  // while there is no model to say otherwise
constexpr int64_t kPruneInterval = 64;                       // events between two prunings

}  // namespace

Result<std::vector<uint32_t>> Shelf::purchased_in(store::Store& profile) const {
  NEARSHELF_ASSIGN_OR_RETURN(const auto purchased, profile.events().purchased_items());
  return model_ ? model_->known_items(purchased, purchased.size()) : std::vector<uint32_t>();
}

Status Shelf::restore_profile() {
  NEARSHELF_ASSIGN_OR_RETURN(SessionState session, SessionState::restore(profile(), model_.get()));
  NEARSHELF_ASSIGN_OR_RETURN(purchased_, purchased_in(profile()));
  session_ = std::move(session);
  return ok_status();
}

Result<TrackResult> Shelf::track(store::Event event, std::optional<TimeMs> time_ms) {
  const std::lock_guard lock(mutex_);
  event.time_ms = time_ms ? *time_ms : std::clamp<TimeMs>(platform_.clock->now_ms(), 0, kMaxTimeMs);
  NEARSHELF_RETURN_IF_ERROR(profile::validate(event));
  if (!event.event_id.empty()) {
    NEARSHELF_ASSIGN_OR_RETURN(auto duplicate, find_duplicate(event));
    if (duplicate) return std::move(*duplicate);
  } else {
    event.event_id = draw_id(*platform_.random);
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
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> session_id, profile().events().find(event.event_id));
  if (!session_id) return std::optional<TrackResult>();
  TrackResult result;
  result.event_id = event.event_id;
  result.session_id = *session_id;
  result.duplicate = true;
  result.item_known = knows(event.item_id);
  return std::optional<TrackResult>(std::move(result));
}

// One transaction: the event, its session with the GRU state after it, what became too old, and, where the profile is
// in the file, what is to be sent.
Status Shelf::record(const store::Event& event, bool timed_by_caller, SessionState& next, TrackResult& result) {
  store::Store& profile = this->profile();
  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, profile.begin());
  const auto placement = profile::place_event(next.record(), event.time_ms, timed_by_caller, session_timeout_ms());
  if (placement == profile::Placement::kBegin) {
    next.begin(event.time_ms);
    next.apply(event, timed_by_caller, model_.get());
    NEARSHELF_ASSIGN_OR_RETURN(const int64_t session_id, profile.sessions().insert(*next.record()));
    next.set_id(session_id);
  } else if (placement == profile::Placement::kJoin) {
    next.apply(event, timed_by_caller, model_.get());
    NEARSHELF_RETURN_IF_ERROR(profile.sessions().update(*next.record()));
  }
  uint32_t position = 0;
  if (placement != profile::Placement::kHistory) {
    result.session_id = next.record()->session_id;
    position = static_cast<uint32_t>(next.record()->event_count - 1);
  }
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t sequence, profile.events().insert(event, result.session_id));
  if (sequence % kPruneInterval == 0) {
    NEARSHELF_RETURN_IF_ERROR(profile.events().prune(options_.max_events));
    NEARSHELF_RETURN_IF_ERROR(profile.sessions().remove_empty_before(next.record()->session_id));
  }
  NEARSHELF_RETURN_IF_ERROR(queue(event, timed_by_caller, {result.session_id, position}));
  return transaction.commit();
}

// With the profile in memory this commits to the file before the profile has the event. When memory then runs out the
// event is sent without being in the profile; the other way round it would be in the profile and never be sent.
Status Shelf::queue(const store::Event& event, bool timed_by_caller, const SessionPlace& place) {
  if (!options_.sync || !holds(privacy::kMeasurement)) return ok_status();
  if (privacy::coarse_time(event.time_ms) < privacy::coarse_time(decision_->decided_ms)) {
    if (timed_by_caller) return ok_status();  // it happened before the shopper agreed to its being sent
    store::Event later = event;               // the clock was set back since
    later.time_ms = decision_->decided_ms;
    return queue(later, timed_by_caller, place);
  }
  const QueueTerms terms = {decision_->decision_id, effective_, options_.sync->pseudonym_days};
  if (holds(privacy::kPersonalization)) return enqueue(*store_, platform_, terms, event, place);
  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, store_->begin());
  NEARSHELF_RETURN_IF_ERROR(enqueue(*store_, platform_, terms, event, place));
  // The profile will be gone after a restart, and a later session must not be taken for this one.
  NEARSHELF_RETURN_IF_ERROR(store_->sessions().reserve_ids(place.session_id));
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
                             profile().events().outside_session(active ? record->session_id : 0, profile::kStepKinds,
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
  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, profile().begin());
  NEARSHELF_RETURN_IF_ERROR(profile().sessions().update(*next.record()));
  NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  session_ = std::move(next);
  return ok_status();
}

Result<std::vector<store::RecordedEvent>> Shelf::events_after(int64_t sequence, size_t limit) {
  const std::lock_guard lock(mutex_);
  return profile().events().after(sequence, limit);
}

Status Shelf::forget_all() {
  const std::lock_guard lock(mutex_);
  const Status in_memory = memory_->forget_all();
  const Status in_file = store_->forget_all();
  sync_->forget_events();
  // Also after an error: it may have come from the overwriting that follows the deletion.
  const Status restored = restore_profile();
  for (const Status* status : {&in_file, &in_memory}) {
    if (!status->ok()) return *status;
  }
  return restored;
}

TimeMs Shelf::session_timeout_ms() const {
  return model_ ? model_->model().session_timeout_ms() : kDefaultSessionTimeoutMs;
}

bool Shelf::knows(const std::string& item_id) const {
  return model_ && !item_id.empty() && model_->model().catalog().find(item_id).has_value();
}

}  // namespace nearshelf::engine
