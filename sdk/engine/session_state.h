// The session in memory: its record and what the loaded model makes of it.
//
// Threads: none of this locks; its owner serialises the calls.
#ifndef NEARSHELF_SDK_ENGINE_SESSION_STATE_H_
#define NEARSHELF_SDK_ENGINE_SESSION_STATE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/engine/loaded_model.h"
#include "sdk/profile/context.h"
#include "sdk/store/event.h"
#include "sdk/store/session_table.h"
#include "sdk/store/store.h"

namespace nearshelf::engine {

// Copying one is cheap (a few KiB), so that an event is applied to a copy, which takes the original's place once the
// event is durable.
class SessionState {
 public:
  SessionState() = default;  // no session yet

  // The latest session of the store as `model` (null = none loaded) sees it. The GRU state is taken from the record
  // when it is of this very model, otherwise the session's steps are replayed.
  static Result<SessionState> restore(store::Store& store, const LoadedModel* model);

  const std::optional<store::SessionRecord>& record() const { return record_; }
  // The dense items of its steps that the model knows, oldest first.
  std::span<const uint32_t> items() const { return items_; }

  // A new session in the place of the present one; the record has no id yet.
  void begin(TimeMs time_ms);
  void set_id(int64_t session_id) { record_->session_id = session_id; }
  void end() { record_->ended = true; }
  // Counts the event in, and when it is a step lets the model take it. There must be a session.
  void apply(const store::Event& event, bool timed_by_caller, const LoadedModel* model);

 private:
  void advance(uint32_t item, const LoadedModel& model);

  std::optional<store::SessionRecord> record_;
  profile::StepRule rule_;
  std::vector<uint32_t> items_;
};

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_SESSION_STATE_H_
