#include "server_sync/server/store/sqlite/chunks.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "server_sync/server/store/sqlite/event_record.h"

namespace nearshelf::server::sqlite {
namespace {

struct Span {
  TimeMs first_ms = 0;
  TimeMs last_ms = 0;
};

Span span_of(std::span<const StoredEvent* const> events) {
  Span span{events.front()->time_ms, events.front()->time_ms};
  for (const StoredEvent* event : events) {
    span.first_ms = std::min(span.first_ms, event->time_ms);
    span.last_ms = std::max(span.last_ms, event->time_ms);
  }
  return span;
}

// A row of id, pseudonym, body and reason.
Result<Chunk> chunk_of(const Query& query) {
  Chunk chunk;
  chunk.id = query.integer(0);
  NEARSHELF_ASSIGN_OR_RETURN(const Bytes32 pseudonym, query.bytes32(1));
  NEARSHELF_ASSIGN_OR_RETURN(chunk.events, read_chunk(query.blob(2), pseudonym));
  chunk.reason = query.text(3);
  return chunk;
}

Result<std::vector<Chunk>> all_chunks(Query& query) {
  std::vector<Chunk> chunks;
  for (;;) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool row, query.step());
    if (!row) return chunks;
    NEARSHELF_ASSIGN_OR_RETURN(Chunk chunk, chunk_of(query));
    chunks.push_back(std::move(chunk));
  }
}

// False: the sink has had enough.
bool give_sessions(std::vector<StoredEvent>* events, const EventStore::EventSink& sink) {
  std::sort(events->begin(), events->end(), [](const StoredEvent& a, const StoredEvent& b) {
    return std::tie(a.session, a.position, a.time_ms, a.event_id) <
           std::tie(b.session, b.position, b.time_ms, b.event_id);
  });
  for (const StoredEvent& event : *events) {
    if (!sink(event, {})) return false;
  }
  events->clear();
  return true;
}

}  // namespace

Status insert_chunk(Database& database, int64_t tenant, std::span<const StoredEvent* const> events,
                    std::string_view reason) {
  std::string body;
  body.reserve(64 + events.size() * 96);
  write_chunk(events, &body);
  const Span span = span_of(events);
  Query query = reason.empty() ? database.query(
                                     "INSERT INTO events (tenant, pseudonym, first_ms, last_ms, count, body) "
                                     "VALUES (?, ?, ?, ?, ?, ?)")
                               : database.query(
                                     "INSERT INTO quarantine (tenant, pseudonym, first_ms, last_ms, count, body, "
                                     "reason) VALUES (?, ?, ?, ?, ?, ?, ?)");
  query.bind(1, tenant).bind(2, events.front()->pseudonym).bind(3, span.first_ms).bind(4, span.last_ms);
  query.bind(5, static_cast<int64_t>(events.size()));
  query.bind(6, std::span(reinterpret_cast<const uint8_t*>(body.data()), body.size()));
  if (!reason.empty()) query.bind(7, reason);
  return query.run();
}

Status replace_chunk(Database& database, Table table, int64_t id, const std::vector<StoredEvent>& events) {
  const bool data = table == Table::kEvents;
  if (events.empty()) {
    return database.query(data ? "DELETE FROM events WHERE id = ?" : "DELETE FROM quarantine WHERE id = ?")
        .bind(1, id)
        .run();
  }
  std::vector<const StoredEvent*> pointers;
  for (const StoredEvent& event : events) pointers.push_back(&event);
  std::string body;
  write_chunk(pointers, &body);
  const Span span = span_of(pointers);
  return database
      .query(data ? "UPDATE events SET first_ms = ?, last_ms = ?, count = ?, body = ? WHERE id = ?"
                  : "UPDATE quarantine SET first_ms = ?, last_ms = ?, count = ?, body = ? WHERE id = ?")
      .bind(1, span.first_ms)
      .bind(2, span.last_ms)
      .bind(3, static_cast<int64_t>(events.size()))
      .bind(4, std::span(reinterpret_cast<const uint8_t*>(body.data()), body.size()))
      .bind(5, id)
      .run();
}

Status delete_key(Writer& writer, int64_t tenant, std::string_view event_id) {
  const EventKey key = writer.event_key(tenant, event_id);
  return writer.database().query("DELETE FROM event_keys WHERE key = ?").bind(1, key).run();
}

Result<std::vector<Chunk>> chunks_of(Database& database, Table table, int64_t tenant, const Bytes32& pseudonym) {
  Query query =
      database.query(table == Table::kEvents
                         ? "SELECT id, pseudonym, body, '' FROM events WHERE tenant = ? AND pseudonym = ?"
                         : "SELECT id, pseudonym, body, reason FROM quarantine WHERE tenant = ? AND pseudonym = ?");
  query.bind(1, tenant).bind(2, pseudonym);
  return all_chunks(query);
}

Result<std::vector<Chunk>> old_chunks(Database& database, Table table, int64_t tenant, TimeMs before_ms, int limit) {
  Query query = database.query(table == Table::kEvents
                                   ? "SELECT id, pseudonym, body, '' FROM events INDEXED BY events_by_time "
                                     "WHERE tenant = ? AND first_ms < ? ORDER BY first_ms LIMIT ?"
                                   : "SELECT id, pseudonym, body, reason FROM quarantine INDEXED BY quarantine_by_time "
                                     "WHERE tenant = ? AND first_ms < ? ORDER BY first_ms LIMIT ?");
  query.bind(1, tenant).bind(2, before_ms).bind(3, int64_t{limit});
  return all_chunks(query);
}

Status read_pseudonyms(Database& database, std::string_view tenant_name, std::span<const Bytes32> pseudonyms,
                       const EventStore::EventSink& sink) {
  NEARSHELF_ASSIGN_OR_RETURN(const Transaction view, database.begin_read());
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> tenant, find_tenant(database, tenant_name));
  if (!tenant) return ok_status();
  std::vector<std::pair<StoredEvent, std::string>> found;
  std::vector<Bytes32> wanted(pseudonyms.begin(), pseudonyms.end());
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  for (const Bytes32& pseudonym : wanted) {
    for (const Table table : {Table::kEvents, Table::kQuarantine}) {
      NEARSHELF_ASSIGN_OR_RETURN(std::vector<Chunk> chunks, chunks_of(database, table, *tenant, pseudonym));
      for (Chunk& chunk : chunks) {
        for (StoredEvent& event : chunk.events) found.emplace_back(std::move(event), chunk.reason);
      }
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.time_ms, a.first.event_id) < std::tie(b.first.time_ms, b.first.event_id);
  });
  for (const auto& [event, reason] : found) {
    if (!sink(event, reason)) break;
  }
  return ok_status();
}

Status read_sessions(Database& database, const SessionFilter& filter, const EventStore::EventSink& sink) {
  NEARSHELF_ASSIGN_OR_RETURN(const Transaction view, database.begin_read());
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> tenant, find_tenant(database, filter.tenant));
  if (!tenant) return ok_status();
  // In the order of the index, so that no more than the events of one pseudonym are in memory.
  Query query = database.query(
      "SELECT id, pseudonym, body, '' FROM events INDEXED BY events_by_pseudonym "
      "WHERE tenant = ? AND first_ms < ? AND last_ms >= ? ORDER BY pseudonym");
  query.bind(1, *tenant).bind(2, filter.until_ms).bind(3, filter.from_ms);
  std::vector<StoredEvent> events;
  for (;;) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool row, query.step());
    if (!row) break;
    NEARSHELF_ASSIGN_OR_RETURN(Chunk chunk, chunk_of(query));
    for (StoredEvent& event : chunk.events) {
      if (event.time_ms < filter.from_ms || event.time_ms >= filter.until_ms) continue;
      if ((event.purposes & filter.purposes) != filter.purposes) continue;
      if (!events.empty() && events.front().pseudonym != event.pseudonym && !give_sessions(&events, sink)) {
        return ok_status();
      }
      events.push_back(std::move(event));
    }
  }
  give_sessions(&events, sink);
  return ok_status();
}

}  // namespace nearshelf::server::sqlite
