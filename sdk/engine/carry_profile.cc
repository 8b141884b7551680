#include "sdk/engine/carry_profile.h"

#include <cstddef>

namespace nearshelf::engine {
namespace {

constexpr size_t kEventsAtOnce = 1'000;

}  // namespace

Status carry_profile(store::Store& from, store::Store& to) {
  NEARSHELF_ASSIGN_OR_RETURN(auto sessions, from.sessions().all());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t last_id, to.sessions().last_id());
  int64_t shift = 0;
  if (!sessions.empty() && sessions.front().session_id <= last_id) shift = last_id + 1 - sessions.front().session_id;
  for (store::SessionRecord& session : sessions) {
    session.session_id += shift;
    NEARSHELF_RETURN_IF_ERROR(to.sessions().insert_as(session));
  }
  int64_t sequence = 0;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const auto events, from.events().after(sequence, kEventsAtOnce));
    if (events.empty()) return ok_status();
    for (const store::RecordedEvent& recorded : events) {
      NEARSHELF_ASSIGN_OR_RETURN(const auto present, to.events().find(recorded.event.event_id));
      if (present) continue;
      const int64_t session_id = recorded.session_id == 0 ? 0 : recorded.session_id + shift;
      NEARSHELF_RETURN_IF_ERROR(to.events().insert(recorded.event, session_id).status());
    }
    sequence = events.back().sequence;
  }
}

}  // namespace nearshelf::engine
