// Batches out of the queue, and what their answers do to it.
//
// Threads: none of this locks; its owner serialises the calls.
#ifndef NEARSHELF_SDK_SYNC_EVENT_TASKS_H_
#define NEARSHELF_SDK_SYNC_EVENT_TASKS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/platform/platform.h"
#include "sdk/store/store.h"
#include "sdk/sync/batch_encoder.h"
#include "sdk/sync/reply_decoder.h"

namespace nearshelf::sync {

// In the store's counters, beside kDroppedCounter.
inline constexpr std::string_view kAcknowledgedCounter = "outbox.acknowledged";
inline constexpr std::string_view kReportedCounter = "outbox.dropped_reported";  // how many of those a server knows of
// The report of others that is not acknowledged: its number stays under its id, so that a server counts it once.
inline constexpr std::string_view kReportCounter = "outbox.dropped_report";  // how many; 0 = there is none
inline constexpr std::string_view kReportIdCounter = "outbox.dropped_report_id";

// In a transaction that deletes the queue for good: what was given up of it is nobody's to know any more.
Status settle_dropped(store::Store& store);

struct QueueState {
  uint64_t waiting = 0;  // not in flight
  TimeMs oldest_ms = 0;  // when the oldest of those was queued
};

class EventTasks {
 public:
  Status restore(store::Store& store);

  // Gives up what has waited too long.
  Status drop_too_old(store::Store& store, TimeMs now_ms);
  // Does that, and looks at the rest.
  Result<QueueState> look(store::Store& store, TimeMs now_ms);
  bool in_flight() const { return !batches_.empty(); }

  // The body of the next batch, which is in flight from then on as `task_id`. Empty when nothing fits into max_bytes.
  // Its pseudonyms count as handed out, durably: what may have left the device can be erased.
  Result<std::optional<std::string>> make(store::Store& store, platform::Random& random, uint64_t task_id,
                                          BatchHead head, size_t max_bytes);

  // Inside a transaction: the server has answered for each event of the batch.
  Status accept(store::Store& store, uint64_t task_id);
  // Likewise: it will never take this body. True when that was about one event, which is given up.
  Result<bool> refuse(store::Store& store, uint64_t task_id);
  // Not in flight any more; after accept() or refuse() once that is durable, otherwise to be sent again.
  void land(uint64_t task_id) { batches_.erase(task_id); }
  size_t event_count(uint64_t task_id) const;
  // Nothing that is in flight is ours any more: the queue was deleted.
  void forget() { batches_.clear(); }

 private:
  struct Batch {
    std::vector<int64_t> sequences;
    uint64_t dropped = 0;  // reported with it
  };
  struct DroppedReport {
    uint64_t id = 0;
    uint64_t count = 0;
    bool is_new = false;
  };
  std::set<int64_t> sequences_in_flight() const;
  Result<DroppedReport> next_report(store::Store& store, platform::Random& random) const;

  std::map<uint64_t, Batch> batches_;  // in flight, by task
  uint64_t limit_ = 1;                 // events of a batch
};

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_EVENT_TASKS_H_
