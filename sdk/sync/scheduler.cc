#include "sdk/sync/scheduler.h"

#include <algorithm>
#include <array>

namespace nearshelf::sync {
namespace {

constexpr int64_t kNever = -1;

// What is left of `interval_ms` since `since_ms`; nothing when the clock says that this is still to come.
int64_t left_of(int64_t interval_ms, TimeMs since_ms, TimeMs now_ms) {
  if (now_ms < since_ms) return 0;
  return std::max<int64_t>(interval_ms - (now_ms - since_ms), 0);
}

int64_t erase_wait(const Situation& s) { return s.erasure_waits && !s.erase_in_flight ? s.erase_pause_ms : kNever; }

int64_t events_wait(const Situation& s) {
  if (!s.may_send || s.waiting == 0) return kNever;
  if (s.moment == Moment::kLeaving) return s.events_pause_ms;
  if (s.events_in_flight) return kNever;
  if (s.waiting >= s.batch_events) return s.events_pause_ms;
  return std::max(s.events_pause_ms, left_of(s.batch_interval_ms, s.oldest_ms, s.now_ms));
}

int64_t model_wait(const Situation& s) {
  if (!s.fetches_models || s.model_in_flight || s.moment == Moment::kLeaving) return kNever;
  if (s.model_known || !s.checked_ms) return s.model_pause_ms;
  return std::max(s.model_pause_ms, left_of(s.model_interval_ms, *s.checked_ms, s.now_ms));
}

}  // namespace

Due decide(const Situation& situation) {
  const TaskKind model = situation.model_known ? TaskKind::kModel : TaskKind::kManifest;
  const std::array<std::pair<TaskKind, int64_t>, 3> lanes = {{{TaskKind::kErase, erase_wait(situation)},
                                                              {TaskKind::kEvents, events_wait(situation)},
                                                              {model, model_wait(situation)}}};
  Due due;
  for (const auto& [kind, wait_ms] : lanes) {
    if (wait_ms == 0) return {kind, 0};
    if (wait_ms != kNever && (due.wait_ms == kNever || wait_ms < due.wait_ms)) due.wait_ms = wait_ms;
  }
  return due;
}

}  // namespace nearshelf::sync
