// Which session an event belongs to.
#ifndef NEARSHELF_SDK_PROFILE_SESSIONS_H_
#define NEARSHELF_SDK_PROFILE_SESSIONS_H_

#include <optional>

#include "sdk/base/time.h"
#include "sdk/store/session_table.h"

namespace nearshelf::profile {

enum class Placement {
  kJoin,     // the latest session
  kBegin,    // a new session
  kHistory,  // none: it is older than the latest session and must not take part in it
};

// A session goes on while no more than `timeout_ms` passes between two events. `latest` is empty when there was none.
//
// An event that the clock timed always joins or begins: a clock that went backwards counts as no time having passed. An
// event that the caller timed may come late (from a queue, out of order): it joins when it is at most one timeout older
// than the session's start.
Placement place_event(const std::optional<store::SessionRecord>& latest, TimeMs time_ms, bool timed_by_caller,
                      TimeMs timeout_ms);

// Would an event at `now_ms` join `session`?
bool is_active(const store::SessionRecord& session, TimeMs now_ms, TimeMs timeout_ms);

// The session's times after an event that joins it. A late event does not move the last activity back; the clock does,
// so that a session which was once stamped with a future time does not stay active until then.
void touch(store::SessionRecord& session, TimeMs time_ms, bool timed_by_caller);

}  // namespace nearshelf::profile

#endif  // NEARSHELF_SDK_PROFILE_SESSIONS_H_
