#include "sdk/engine/session_state.h"

#include <string>

#include "sdk/profile/sessions.h"

namespace nearshelf::engine {

Result<SessionState> SessionState::restore(store::Store& store, const LoadedModel* model) {
  SessionState state;
  NEARSHELF_ASSIGN_OR_RETURN(state.record_, store.sessions().latest());
  if (!state.record_) return state;
  store::SessionRecord& record = *state.record_;
  // Events that are no steps because they repeat another are read too; a session of twice the limit still fills it.
  NEARSHELF_ASSIGN_OR_RETURN(const auto events, store.events().of_session(record.session_id, profile::kStepKinds,
                                                                          2 * profile::kMaxContextItems));
  const std::vector<std::string> ids = profile::step_items(events, state.rule_);
  if (!model) return state;
  state.items_ = model->known_items(ids, profile::kMaxContextItems);
  if (record.hidden_model_id == model->id() && record.hidden.size() == model->hidden_size()) return state;
  record.hidden.assign(state.items_.empty() ? 0 : model->hidden_size(), 0.0f);
  record.hidden_model_id = model->id();
  for (const uint32_t item : state.items_) model->advance(item, record.hidden);
  return state;
}

void SessionState::begin(TimeMs time_ms) {
  *this = SessionState();
  record_.emplace();
  record_->started_ms = time_ms;
  record_->last_active_ms = time_ms;
}

void SessionState::apply(const store::Event& event, bool timed_by_caller, const LoadedModel* model) {
  profile::touch(*record_, event.time_ms, timed_by_caller);
  ++record_->event_count;
  if (!rule_.is_step(event.kind, event.item_id)) return;
  if (!model) {
    // The state no longer covers all steps: a model that comes later replays them.
    record_->hidden.clear();
    record_->hidden_model_id.clear();
    return;
  }
  if (const auto item = model->model().catalog().find(event.item_id)) advance(*item, *model);
}

void SessionState::advance(uint32_t item, const LoadedModel& model) {
  if (items_.size() == profile::kMaxContextItems) items_.erase(items_.begin());
  items_.push_back(item);
  if (model.hidden_size() == 0) return;
  if (record_->hidden.empty()) record_->hidden.assign(model.hidden_size(), 0.0f);
  record_->hidden_model_id = model.id();
  model.advance(item, record_->hidden);
}

}  // namespace nearshelf::engine
