#include "sdk/profile/sessions.h"

#include <algorithm>

namespace nearshelf::profile {

bool is_active(const store::SessionRecord& session, TimeMs now_ms, TimeMs timeout_ms) {
  return !session.ended && now_ms - session.last_active_ms <= timeout_ms;
}

Placement place_event(const std::optional<store::SessionRecord>& latest, TimeMs time_ms, bool timed_by_caller,
                      TimeMs timeout_ms) {
  if (!latest) return Placement::kBegin;
  if (timed_by_caller) {
    if (latest->ended && time_ms < latest->last_active_ms) return Placement::kHistory;
    if (latest->started_ms - time_ms > timeout_ms) return Placement::kHistory;
  }
  return is_active(*latest, time_ms, timeout_ms) ? Placement::kJoin : Placement::kBegin;
}

void touch(store::SessionRecord& session, TimeMs time_ms, bool timed_by_caller) {
  session.started_ms = std::min(session.started_ms, time_ms);
  session.last_active_ms = timed_by_caller ? std::max(session.last_active_ms, time_ms) : time_ms;
}

}  // namespace nearshelf::profile
