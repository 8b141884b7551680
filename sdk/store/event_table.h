// The events, in order of arrival.
#ifndef NEARSHELF_SDK_STORE_EVENT_TABLE_H_
#define NEARSHELF_SDK_STORE_EVENT_TABLE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/store/event.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

// What replaying a session needs of an event.
struct ItemEvent {
  EventKind kind = EventKind::kView;
  std::string item_id;
};

// An event as it stands in the table.
struct RecordedEvent {
  Event event;
  int64_t sequence = 0;    // its place in the order of arrival, from 1, with gaps
  int64_t session_id = 0;  // 0 = of no session
};

class EventTable {
 public:
  explicit EventTable(Connection& connection) : connection_(connection) {}

  // The session that the event with this id belongs to (0 = none); empty when there is no such event.
  Result<std::optional<int64_t>> find(std::string_view event_id);
  // session_id 0 = of no session. Returns its place in the order of arrival. The id must not be there yet.
  Result<int64_t> insert(const Event& event, int64_t session_id);

  // The last `limit` events of one session, oldest first, of the kinds whose bit 1 << kind is in `kinds`.
  Result<std::vector<ItemEvent>> of_session(int64_t session_id, uint32_t kinds, size_t limit);
  // Likewise of all other sessions and of none.
  Result<std::vector<ItemEvent>> outside_session(int64_t session_id, uint32_t kinds, size_t limit);
  // The first `limit` events after the one of this sequence, in order of arrival.
  Result<std::vector<RecordedEvent>> after(int64_t sequence, size_t limit);
  // Every item that was ever bought, once.
  Result<std::vector<std::string>> purchased_items();

  // Deletes all but the newest `keep` events; purchases stay, because what was bought must never be forgotten silently.
  Status prune(uint64_t keep);
  Status remove_all();
  Result<uint64_t> count();

 private:
  Connection& connection_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_EVENT_TABLE_H_
