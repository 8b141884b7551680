#include "server_sync/server/store/sqlite/removal.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "server_sync/server/store/audit_chain.h"
#include "server_sync/server/store/decisions.h"
#include "server_sync/server/store/sqlite/audit_table.h"
#include "server_sync/server/store/sqlite/chunks.h"

namespace nearshelf::server::sqlite {
namespace {

constexpr int kSliceChunks = 200;

// Deletes the events, or takes the purpose off them. Returns how many it was.
Result<uint64_t> erase_chunks(Writer& writer, Table table, int64_t tenant, const Bytes32& pseudonym, EraseScope scope) {
  Database& database = writer.database();
  NEARSHELF_ASSIGN_OR_RETURN(std::vector<Chunk> chunks, chunks_of(database, table, tenant, pseudonym));
  uint64_t changed = 0;
  for (Chunk& chunk : chunks) {
    const uint64_t before = changed;
    for (StoredEvent& event : chunk.events) {
      if (scope == EraseScope::kAll) {
        NEARSHELF_RETURN_IF_ERROR(delete_key(writer, tenant, event.event_id));
        ++changed;
      } else if (event.purposes & protocol::kModelImprovement) {
        event.purposes &= static_cast<uint8_t>(~protocol::kModelImprovement);
        ++changed;
      }
    }
    if (changed == before) continue;
    if (scope == EraseScope::kAll) chunk.events.clear();
    NEARSHELF_RETURN_IF_ERROR(replace_chunk(database, table, chunk.id, chunk.events));
  }
  return changed;
}

// The outcome of the first time; empty when this is the first.
Result<std::optional<EraseOutcome>> earlier_outcome(Database& database, int64_t tenant, const EraseRequest& request) {
  Query query = database.query(
      "SELECT request, events, quarantined, erased_ms FROM erasures WHERE tenant = ? AND request_id = ?");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.bind(1, tenant).bind(2, request.request_id).step());
  if (!found) return std::optional<EraseOutcome>();
  NEARSHELF_ASSIGN_OR_RETURN(const Bytes32 digest, query.bytes32(0));
  if (digest != erasure_digest(request)) return reused_request_id(request);
  EraseOutcome outcome;
  outcome.events = static_cast<uint64_t>(query.integer(1));
  outcome.quarantined = static_cast<uint64_t>(query.integer(2));
  outcome.erased_at_ms = query.integer(3);
  return std::optional(outcome);
}

Status write_tombstone(Database& database, int64_t tenant, const Bytes32& pseudonym, EraseScope scope, TimeMs now_ms) {
  return database
      .query(
          "INSERT INTO tombstones (tenant, pseudonym, scope, erased_ms) VALUES (?, ?, ?, ?) "
          "ON CONFLICT DO UPDATE SET scope = max(scope, excluded.scope)")
      .bind(1, tenant)
      .bind(2, pseudonym)
      .bind(3, int64_t{static_cast<int>(tombstone_of(scope))})
      .bind(4, now_ms)
      .run();
}

// Returns the number of events that went; `more` is set when the slice was full.
Result<uint64_t> remove_slice(Writer& writer, Table table, int64_t tenant, TimeMs before_ms, bool* more) {
  NEARSHELF_ASSIGN_OR_RETURN(std::vector<Chunk> chunks,
                             old_chunks(writer.database(), table, tenant, before_ms, kSliceChunks));
  uint64_t removed = 0;
  for (Chunk& chunk : chunks) {
    std::vector<StoredEvent> kept;
    for (StoredEvent& event : chunk.events) {
      if (event.time_ms >= before_ms) {
        kept.push_back(std::move(event));
        continue;
      }
      NEARSHELF_RETURN_IF_ERROR(delete_key(writer, tenant, event.event_id));
      ++removed;
    }
    NEARSHELF_RETURN_IF_ERROR(replace_chunk(writer.database(), table, chunk.id, kept));
  }
  if (chunks.size() == kSliceChunks) *more = true;
  return removed;
}

}  // namespace

Result<EraseOutcome> erase(Writer& writer, const EraseRequest& request, TimeMs now_ms) {
  Database& database = writer.database();
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, database.begin_write());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, writer.tenant(request.tenant));
  NEARSHELF_ASSIGN_OR_RETURN(const auto earlier, earlier_outcome(database, tenant, request));
  if (earlier) return *earlier;
  EraseOutcome outcome;
  outcome.erased_at_ms = now_ms;
  for (const Bytes32& pseudonym : request.pseudonyms) {
    NEARSHELF_ASSIGN_OR_RETURN(const uint64_t events,
                               erase_chunks(writer, Table::kEvents, tenant, pseudonym, request.scope));
    NEARSHELF_ASSIGN_OR_RETURN(const uint64_t quarantined,
                               erase_chunks(writer, Table::kQuarantine, tenant, pseudonym, request.scope));
    outcome.events += events;
    outcome.quarantined += quarantined;
    NEARSHELF_RETURN_IF_ERROR(write_tombstone(database, tenant, pseudonym, request.scope, now_ms));
  }
  const Bytes32 digest = erasure_digest(request);
  NEARSHELF_RETURN_IF_ERROR(database
                                .query("INSERT INTO erasures (tenant, request_id, request, events, quarantined, "
                                       "erased_ms) VALUES (?, ?, ?, ?, ?, ?)")
                                .bind(1, tenant)
                                .bind(2, request.request_id)
                                .bind(3, digest)
                                .bind(4, static_cast<int64_t>(outcome.events))
                                .bind(5, static_cast<int64_t>(outcome.quarantined))
                                .bind(6, now_ms)
                                .run());
  NEARSHELF_RETURN_IF_ERROR(
      append_audit(database, tenant, request.tenant, "erasure", erasure_body(request, outcome), now_ms));
  NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  return outcome;
}

Result<bool> remove_old(Writer& writer, const std::string& tenant_name, const RetentionPolicy& policy, TimeMs now_ms,
                        RetentionReport* report) {
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, writer.database().begin_write());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, writer.tenant(tenant_name));
  bool more = false;
  NEARSHELF_ASSIGN_OR_RETURN(const uint64_t events,
                             remove_slice(writer, Table::kEvents, tenant, now_ms - policy.events_ms, &more));
  NEARSHELF_ASSIGN_OR_RETURN(const uint64_t quarantined,
                             remove_slice(writer, Table::kQuarantine, tenant, now_ms - policy.quarantine_ms, &more));
  NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  report->events += events;
  report->quarantined += quarantined;
  return more;
}

Status finish_retention(Writer& writer, const std::string& tenant_name, const RetentionPolicy& policy, TimeMs now_ms,
                        RetentionReport* report) {
  Database& database = writer.database();
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, database.begin_write());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, writer.tenant(tenant_name));
  {
    Query query = database.query(
        "SELECT first_ms FROM events INDEXED BY events_by_time WHERE tenant = ? "
        "ORDER BY first_ms LIMIT 1");
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.bind(1, tenant).step());
    report->oldest_event_ms = found ? query.integer(0) : 0;
  }
  NEARSHELF_RETURN_IF_ERROR(
      append_audit(database, tenant, tenant_name, "retention", retention_body(policy, *report), now_ms));
  return transaction.commit();
}

}  // namespace nearshelf::server::sqlite
