#include "sdk/store/outbox_table.h"

#include <optional>
#include <string>
#include <utility>

#include "sdk/store/optional_columns.h"

namespace nearshelf::store {
namespace {

QueuedEvent read_queued(const Statement& select) {
  QueuedEvent queued;
  queued.sequence = select.integer(0);
  queued.event.event_id = select.text(1);
  queued.event.kind = static_cast<EventKind>(select.integer(2));
  queued.event.time_ms = select.integer(3);
  queued.queued_ms = select.integer(4);
  queued.decision_id = select.integer(5);
  queued.purposes = static_cast<uint32_t>(select.integer(6));
  queued.pseudonym_id = select.integer(7);
  queued.session_token = static_cast<uint64_t>(select.integer(8));
  queued.position = static_cast<uint32_t>(select.integer(9));
  queued.event.item_id = select.text(10);
  read_optional(select, 11, &Statement::integer, queued.event.dwell_ms);
  read_optional(select, 12, &Statement::integer, queued.event.scroll_percent);
  read_optional(select, 13, &Statement::integer, queued.event.quantity);
  read_optional(select, 14, &Statement::real, queued.event.price);
  read_optional(select, 15, &Statement::real, queued.event.rating);
  return queued;
}

// Binds columns 11 to 16, the same in insert and update.
void bind_measures(Statement& statement, const Event& event) {
  statement.bind(11, std::string_view(event.item_id));
  bind_optional(statement, 12, event.dwell_ms);
  bind_optional(statement, 13, event.scroll_percent);
  bind_optional(statement, 14, event.quantity);
  bind_optional(statement, 15, event.price);
  bind_optional(statement, 16, event.rating);
}

}  // namespace

Result<int64_t> OutboxTable::append(const QueuedEvent& queued) {
  Statement insert = connection_.statement(
      "INSERT INTO outbox(event_id, kind, time_ms, queued_ms, decision_id, purposes, pseudonym_id, session_token, "
      "position, item_id, dwell_ms, scroll_percent, quantity, price, rating) "
      "VALUES(?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) ON CONFLICT(event_id) DO NOTHING");
  insert.bind(2, std::string_view(queued.event.event_id))
      .bind(3, static_cast<int64_t>(queued.event.kind))
      .bind(4, queued.event.time_ms)
      .bind(5, queued.queued_ms)
      .bind(6, queued.decision_id)
      .bind(7, int64_t{queued.purposes})
      .bind(8, queued.pseudonym_id)
      .bind(9, static_cast<int64_t>(queued.session_token))
      .bind(10, int64_t{queued.position});
  bind_measures(insert, queued.event);
  NEARSHELF_RETURN_IF_ERROR(insert.run());
  return connection_.changes() == 0 ? int64_t{0} : connection_.last_insert_id();
}

Result<std::vector<QueuedEvent>> OutboxTable::oldest(uint64_t max_count, uint64_t max_bytes,
                                                     const std::set<int64_t>& excluded) {
  Statement select = connection_.statement(
      "SELECT seq, event_id, kind, time_ms, queued_ms, decision_id, purposes, pseudonym_id, session_token, position, "
      "item_id, dwell_ms, scroll_percent, quantity, price, rating FROM outbox ORDER BY seq");
  std::vector<QueuedEvent> events;
  uint64_t bytes = 0;
  while (events.size() < max_count) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) break;
    if (excluded.contains(select.integer(0))) continue;
    QueuedEvent queued = read_queued(select);
    bytes += queued.wire_bytes();
    if (bytes > max_bytes && !events.empty()) break;
    events.push_back(std::move(queued));
  }
  return events;
}

Status OutboxTable::update(const QueuedEvent& queued) {
  Statement update = connection_.statement(
      "UPDATE outbox SET kind = ?3, purposes = ?7, item_id = ?11, dwell_ms = ?12, scroll_percent = ?13, "
      "quantity = ?14, price = ?15, rating = ?16 WHERE seq = ?1");
  update.bind(1, queued.sequence).bind(3, static_cast<int64_t>(queued.event.kind)).bind(7, int64_t{queued.purposes});
  bind_measures(update, queued.event);
  return update.run();
}

Status OutboxTable::remove(std::span<const int64_t> sequences) {
  for (const int64_t sequence : sequences) {
    NEARSHELF_RETURN_IF_ERROR(connection_.statement("DELETE FROM outbox WHERE seq = ?1").bind(1, sequence).run());
  }
  return ok_status();
}

Status OutboxTable::remove_all() { return connection_.statement("DELETE FROM outbox").run(); }

Result<uint64_t> OutboxTable::count() {
  Statement select = connection_.statement("SELECT count(*) FROM outbox");
  NEARSHELF_ASSIGN_OR_RETURN([[maybe_unused]] const bool found, select.step());
  return static_cast<uint64_t>(select.integer(0));
}

Result<uint64_t> OutboxTable::drop_oldest_beyond(uint64_t max_count) {
  NEARSHELF_ASSIGN_OR_RETURN(const uint64_t present, count());
  if (present <= max_count) return uint64_t{0};
  NEARSHELF_RETURN_IF_ERROR(
      connection_.statement("DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox ORDER BY seq LIMIT ?1)")
          .bind(1, static_cast<int64_t>(present - max_count))
          .run());
  return present - max_count;
}

Result<uint64_t> OutboxTable::drop_queued_before(TimeMs time_ms) {
  NEARSHELF_RETURN_IF_ERROR(connection_.statement("DELETE FROM outbox WHERE queued_ms < ?1").bind(1, time_ms).run());
  return static_cast<uint64_t>(connection_.changes());
}

}  // namespace nearshelf::store
