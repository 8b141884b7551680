#include "sdk/store/event_table.h"

#include <algorithm>

#include "sdk/store/optional_columns.h"

namespace nearshelf::store {
namespace {

void bind_text(Statement& statement, int index, const std::string& value) {
  if (!value.empty()) statement.bind(index, std::string_view(value));
}

RecordedEvent read_recorded(const Statement& select) {
  RecordedEvent recorded;
  recorded.sequence = select.integer(0);
  recorded.session_id = select.integer(1);
  Event& event = recorded.event;
  event.event_id = select.text(2);
  event.kind = static_cast<EventKind>(select.integer(3));
  event.time_ms = select.integer(4);
  event.item_id = select.text(5);
  event.query = select.text(6);
  read_optional(select, 7, &Statement::integer, event.dwell_ms);
  read_optional(select, 8, &Statement::integer, event.scroll_percent);
  read_optional(select, 9, &Statement::integer, event.quantity);
  read_optional(select, 10, &Statement::real, event.price);
  read_optional(select, 11, &Statement::real, event.rating);
  return recorded;
}

// Rows (kind, item_id), newest first, to events, oldest first.
Result<std::vector<ItemEvent>> read_item_events(Statement& select) {
  std::vector<ItemEvent> events;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) break;
    events.push_back({static_cast<EventKind>(select.integer(0)), std::string(select.text(1))});
  }
  std::reverse(events.begin(), events.end());
  return events;
}

}  // namespace

Result<std::optional<int64_t>> EventTable::find(std::string_view event_id) {
  Statement select = connection_.statement("SELECT session_id FROM events WHERE event_id = ?1");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.bind(1, event_id).step());
  if (!found) return std::optional<int64_t>();
  return std::optional<int64_t>(select.integer(0));
}

Result<int64_t> EventTable::insert(const Event& event, int64_t session_id) {
  Statement insert = connection_.statement(
      "INSERT INTO events(event_id, session_id, kind, time_ms, item_id, query, dwell_ms, scroll_percent, quantity, "
      "price, rating) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
  insert.bind(1, std::string_view(event.event_id)).bind(3, static_cast<int64_t>(event.kind)).bind(4, event.time_ms);
  if (session_id != 0) insert.bind(2, session_id);
  bind_text(insert, 5, event.item_id);
  bind_text(insert, 6, event.query);
  bind_optional(insert, 7, event.dwell_ms);
  bind_optional(insert, 8, event.scroll_percent);
  bind_optional(insert, 9, event.quantity);
  bind_optional(insert, 10, event.price);
  bind_optional(insert, 11, event.rating);
  NEARSHELF_RETURN_IF_ERROR(insert.run());
  return connection_.last_insert_id();
}

Result<std::vector<ItemEvent>> EventTable::of_session(int64_t session_id, uint32_t kinds, size_t limit) {
  Statement select = connection_.statement(
      "SELECT kind, item_id FROM events WHERE session_id = ?1 AND (?2 >> kind & 1) ORDER BY seq DESC LIMIT ?3");
  select.bind(1, session_id).bind(2, int64_t{kinds}).bind(3, static_cast<int64_t>(limit));
  return read_item_events(select);
}

Result<std::vector<ItemEvent>> EventTable::outside_session(int64_t session_id, uint32_t kinds, size_t limit) {
  Statement select = connection_.statement(
      "SELECT kind, item_id FROM events WHERE session_id IS NOT ?1 AND (?2 >> kind & 1) ORDER BY seq DESC LIMIT ?3");
  select.bind(1, session_id).bind(2, int64_t{kinds}).bind(3, static_cast<int64_t>(limit));
  return read_item_events(select);
}

Result<std::vector<RecordedEvent>> EventTable::after(int64_t sequence, size_t limit) {
  Statement select = connection_.statement(
      "SELECT seq, session_id, event_id, kind, time_ms, item_id, query, dwell_ms, scroll_percent, quantity, price, "
      "rating FROM events WHERE seq > ?1 ORDER BY seq LIMIT ?2");
  select.bind(1, sequence).bind(2, static_cast<int64_t>(limit));
  std::vector<RecordedEvent> events;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) return events;
    events.push_back(read_recorded(select));
  }
}

Result<std::vector<std::string>> EventTable::purchased_items() {
  Statement select = connection_.statement("SELECT DISTINCT item_id FROM events WHERE kind = 5");
  std::vector<std::string> items;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) return items;
    items.emplace_back(select.text(0));
  }
}

Status EventTable::prune(uint64_t keep) {
  return connection_
      .statement(
          "DELETE FROM events WHERE kind <> 5 AND seq <= "
          "(SELECT seq FROM events ORDER BY seq DESC LIMIT 1 OFFSET ?1)")
      .bind(1, static_cast<int64_t>(keep))
      .run();
}

Status EventTable::remove_all() { return connection_.statement("DELETE FROM events").run(); }

Result<uint64_t> EventTable::count() {
  Statement select = connection_.statement("SELECT count(*) FROM events");
  NEARSHELF_ASSIGN_OR_RETURN([[maybe_unused]] const bool found, select.step());
  return static_cast<uint64_t>(select.integer(0));
}

}  // namespace nearshelf::store
