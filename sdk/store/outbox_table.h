// Events that wait to be sent, in order of arrival. What may be in them: sdk/privacy/minimise.h.
#ifndef NEARSHELF_SDK_STORE_OUTBOX_TABLE_H_
#define NEARSHELF_SDK_STORE_OUTBOX_TABLE_H_

#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/store/event.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

inline constexpr uint64_t kMaxQueuedEvents = 10'000;
inline constexpr TimeMs kMaxQueuedMs = 30 * kDayMs;

// In the counter table: events that were given up before they could be sent.
inline constexpr std::string_view kDroppedCounter = "outbox.dropped";

struct QueuedEvent {
  int64_t sequence = 0;  // from 1, rising, never used twice
  Event event;           // minimised; it has no query
  TimeMs queued_ms = 0;
  int64_t decision_id = 0;  // under which it was recorded
  uint32_t purposes = 0;    // those it may still serve: what that decision granted less what was withdrawn since
  int64_t pseudonym_id = 0;
  uint64_t session_token = 0;
  uint32_t position = 0;  // in its session, from 0

  // About what it takes in a batch, rather more than less.
  uint64_t wire_bytes() const { return 160 + event.event_id.size() + event.item_id.size(); }
};

class OutboxTable {
 public:
  explicit OutboxTable(Connection& connection) : connection_(connection) {}

  // Returns its sequence; event.sequence is not looked at. An event whose id is queued already stays as it is, and 0 is
  // returned.
  Result<int64_t> append(const QueuedEvent& event);
  // The oldest events whose sequence is not in `excluded`: at most `max_count`, and of those what fits into `max_bytes`
  // of wire_bytes(), but at least one.
  Result<std::vector<QueuedEvent>> oldest(uint64_t max_count, uint64_t max_bytes, const std::set<int64_t>& excluded);
  // Writes purposes and the event's fields anew; its id, times and place stay.
  Status update(const QueuedEvent& event);
  // Those that are not there are passed over.
  Status remove(std::span<const int64_t> sequences);
  Status remove_all();
  Result<uint64_t> count();

  // These two return how many events they gave up, for the caller to count (kDroppedCounter).
  Result<uint64_t> drop_oldest_beyond(uint64_t max_count);
  Result<uint64_t> drop_queued_before(TimeMs time_ms);

 private:
  Connection& connection_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_OUTBOX_TABLE_H_
