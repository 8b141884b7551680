// Which task is due, and if none is, how long to wait. A function of the situation alone.
#ifndef NEARSHELF_SDK_SYNC_SCHEDULER_H_
#define NEARSHELF_SDK_SYNC_SCHEDULER_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "sdk/base/time.h"
#include "sdk/sync/task.h"

namespace nearshelf::sync {

struct Situation {
  TimeMs now_ms = 0;
  Moment moment = Moment::kNormal;

  bool erasure_waits = false;  // one that is not in flight, and of what may still be sent while leaving
  bool erase_in_flight = false;
  int64_t erase_pause_ms = 0;

  bool may_send = false;  // a server is known, and measurement is granted
  uint64_t waiting = 0;   // events that are not in flight
  TimeMs oldest_ms = 0;   // when the oldest of them was queued
  uint64_t batch_events = 0;
  int64_t batch_interval_ms = 0;
  bool events_in_flight = false;
  int64_t events_pause_ms = 0;

  bool fetches_models = false;
  bool model_known = false;  // a manifest named one that is to be fetched
  bool model_in_flight = false;
  std::optional<TimeMs> checked_ms;  // when the manifest was last looked at to the end
  int64_t model_interval_ms = 0;
  int64_t model_pause_ms = 0;
};

struct Due {
  std::optional<TaskKind> kind;
  int64_t wait_ms = -1;  // without a kind; -1 = until something happens
};

// Erasures come first, then events, then models. A clock that was set back makes events and manifests due.
Due decide(const Situation& situation);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_SCHEDULER_H_
