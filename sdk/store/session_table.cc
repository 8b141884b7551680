#include "sdk/store/session_table.h"

#include <bit>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>

namespace nearshelf::store {
namespace {

// The file may move between devices; every one that Nearshelf runs on stores floats this way.
static_assert(std::endian::native == std::endian::little);

std::span<const uint8_t> bytes_of(const std::vector<float>& values) {
  return {reinterpret_cast<const uint8_t*>(values.data()), values.size() * sizeof(float)};
}

// Binds columns 2 to 7, the same in insert and update.
void bind_fields(Statement& statement, const SessionRecord& session) {
  statement.bind(2, session.started_ms)
      .bind(3, session.last_active_ms)
      .bind(4, int64_t{session.ended})
      .bind(5, static_cast<int64_t>(session.event_count));
  if (session.hidden.empty()) return;  // parameters start out as NULL
  statement.bind(6, bytes_of(session.hidden)).bind(7, std::string_view(session.hidden_model_id));
}

Result<SessionRecord> read_session(const Statement& select) {
  SessionRecord session;
  session.session_id = select.integer(0);
  session.started_ms = select.integer(1);
  session.last_active_ms = select.integer(2);
  session.ended = select.integer(3) != 0;
  session.event_count = static_cast<uint64_t>(select.integer(4));
  if (const auto hidden = select.blob(5); !hidden.empty()) {
    if (hidden.size() % sizeof(float) != 0) return corrupt("a GRU state has the wrong size", "sessions.hidden");
    session.hidden.resize(hidden.size() / sizeof(float));
    std::memcpy(session.hidden.data(), hidden.data(), hidden.size());
    session.hidden_model_id = select.text(6);
  }
  return session;
}

}  // namespace

Result<std::optional<SessionRecord>> SessionTable::latest() {
  Statement select = connection_.statement(
      "SELECT session_id, started_ms, last_active_ms, ended, event_count, hidden, hidden_model_id FROM sessions "
      "ORDER BY session_id DESC LIMIT 1");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
  if (!found) return std::optional<SessionRecord>();
  NEARSHELF_ASSIGN_OR_RETURN(SessionRecord session, read_session(select));
  return std::optional<SessionRecord>(std::move(session));
}

Result<std::vector<SessionRecord>> SessionTable::all() {
  Statement select = connection_.statement(
      "SELECT session_id, started_ms, last_active_ms, ended, event_count, hidden, hidden_model_id FROM sessions "
      "ORDER BY session_id");
  std::vector<SessionRecord> sessions;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) return sessions;
    NEARSHELF_ASSIGN_OR_RETURN(SessionRecord session, read_session(select));
    sessions.push_back(std::move(session));
  }
}

Status SessionTable::drop_hidden_states() {
  return connection_.statement("UPDATE sessions SET hidden = NULL, hidden_model_id = NULL WHERE hidden IS NOT NULL")
      .run();
}

Result<int64_t> SessionTable::insert(const SessionRecord& session) {
  NEARSHELF_RETURN_IF_ERROR(drop_hidden_states());
  Statement insert = connection_.statement(
      "INSERT INTO sessions(started_ms, last_active_ms, ended, event_count, hidden, hidden_model_id) "
      "VALUES(?2, ?3, ?4, ?5, ?6, ?7)");
  bind_fields(insert, session);
  NEARSHELF_RETURN_IF_ERROR(insert.run());
  return connection_.last_insert_id();
}

Status SessionTable::insert_as(const SessionRecord& session) {
  NEARSHELF_RETURN_IF_ERROR(drop_hidden_states());
  Statement insert = connection_.statement(
      "INSERT INTO sessions(session_id, started_ms, last_active_ms, ended, event_count, hidden, hidden_model_id) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  insert.bind(1, session.session_id);
  bind_fields(insert, session);
  return insert.run();
}

// AUTOINCREMENT keeps the highest id in a table of SQLite's, which it allows to be written.
Result<int64_t> SessionTable::last_id() {
  Statement select = connection_.statement("SELECT seq FROM sqlite_sequence WHERE name = 'sessions'");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
  return found ? select.integer(0) : int64_t{0};
}

Status SessionTable::reserve_ids(int64_t up_to) {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t last, last_id());
  if (last >= up_to) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(
      connection_.statement("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'sessions'").bind(1, up_to).run());
  if (connection_.changes() > 0) return ok_status();
  return connection_.statement("INSERT INTO sqlite_sequence(name, seq) VALUES('sessions', ?1)").bind(1, up_to).run();
}

Status SessionTable::update(const SessionRecord& session) {
  Statement update = connection_.statement(
      "UPDATE sessions SET started_ms = ?2, last_active_ms = ?3, ended = ?4, event_count = ?5, hidden = ?6, "
      "hidden_model_id = ?7 WHERE session_id = ?1");
  update.bind(1, session.session_id);
  bind_fields(update, session);
  return update.run();
}

Status SessionTable::remove_empty_before(int64_t session_id) {
  return connection_
      .statement(
          "DELETE FROM sessions WHERE session_id < ?1 AND NOT EXISTS "
          "(SELECT 1 FROM events WHERE events.session_id = sessions.session_id)")
      .bind(1, session_id)
      .run();
}

Status SessionTable::remove_all() { return connection_.statement("DELETE FROM sessions").run(); }

Result<uint64_t> SessionTable::count() {
  Statement select = connection_.statement("SELECT count(*) FROM sessions");
  NEARSHELF_ASSIGN_OR_RETURN([[maybe_unused]] const bool found, select.step());
  return static_cast<uint64_t>(select.integer(0));
}

}  // namespace nearshelf::store
