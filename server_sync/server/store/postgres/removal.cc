#include "server_sync/server/store/postgres/removal.h"

#include <optional>

#include "server_sync/server/store/audit_chain.h"
#include "server_sync/server/store/decisions.h"
#include "server_sync/server/store/postgres/audit_table.h"
#include "server_sync/server/store/postgres/tenant.h"

namespace nearshelf::server::postgres {
namespace {

constexpr int64_t kSliceEvents = 10'000;

// A statement that gives one number.
Result<uint64_t> count(Connection& connection, std::string_view sql, const Parameters& parameters) {
  NEARSHELF_ASSIGN_OR_RETURN(const Rows rows, connection.query(sql, parameters));
  return rows.size() > 0 ? static_cast<uint64_t>(rows.integer(0, 0)) : uint64_t{0};
}

#define NEARSHELF_ERASE(table)                                                                      \
  "WITH gone AS (DELETE FROM " table                                                                \
  " WHERE tenant = $1 AND pseudonym = ANY($2::bytea[]) RETURNING event_id), "                       \
  "keys AS (DELETE FROM event_keys WHERE tenant = $1 AND event_id IN (SELECT event_id FROM gone)) " \
  "SELECT count(*) FROM gone"
#define NEARSHELF_TAKE_PURPOSE(table)                      \
  "WITH changed AS (UPDATE " table                         \
  " SET purposes = purposes & ~4::int2 WHERE tenant = $1 " \
  "AND pseudonym = ANY($2::bytea[]) AND purposes & 4::int2 <> 0 RETURNING 1) SELECT count(*) FROM changed"
#define NEARSHELF_REMOVE_OLD(table)                                                                 \
  "WITH old AS (SELECT ctid FROM " table                                                            \
  " WHERE tenant = $1 AND time_ms < $2 LIMIT $3), "                                                 \
  "gone AS (DELETE FROM " table                                                                     \
  " WHERE ctid IN (SELECT ctid FROM old) RETURNING event_id), "                                     \
  "keys AS (DELETE FROM event_keys WHERE tenant = $1 AND event_id IN (SELECT event_id FROM gone)) " \
  "SELECT count(*) FROM gone"

// The outcome of the first time; empty when this is the first.
Result<std::optional<EraseOutcome>> earlier_outcome(Connection& connection, int64_t tenant,
                                                    const EraseRequest& request) {
  NEARSHELF_ASSIGN_OR_RETURN(
      const Rows rows,
      connection.query(
          "SELECT request, events, quarantined, erased_ms FROM erasures WHERE tenant = $1 AND request_id = $2",
          Parameters().integer(tenant, kInt4).text(request.request_id)));
  if (rows.size() == 0) return std::optional<EraseOutcome>();
  NEARSHELF_ASSIGN_OR_RETURN(const Bytes32 digest, rows.bytes32(0, 0));
  if (digest != erasure_digest(request)) return reused_request_id(request);
  EraseOutcome outcome;
  outcome.events = static_cast<uint64_t>(rows.integer(0, 1));
  outcome.quarantined = static_cast<uint64_t>(rows.integer(0, 2));
  outcome.erased_at_ms = rows.integer(0, 3);
  return std::optional(outcome);
}

Status write_down(Connection& connection, int64_t tenant, const EraseRequest& request, const EraseOutcome& outcome) {
  NEARSHELF_RETURN_IF_ERROR(
      connection.run("INSERT INTO erasures (tenant, request_id, request, events, quarantined, erased_ms) "
                     "VALUES ($1, $2, $3, $4, $5, $6)",
                     Parameters()
                         .integer(tenant, kInt4)
                         .text(request.request_id)
                         .bytes(erasure_digest(request))
                         .integer(static_cast<int64_t>(outcome.events))
                         .integer(static_cast<int64_t>(outcome.quarantined))
                         .integer(outcome.erased_at_ms)));
  return append_audit(connection, tenant, request.tenant, "erasure", erasure_body(request, outcome),
                      outcome.erased_at_ms);
}

}  // namespace

Result<EraseOutcome> erase(Connection& connection, const EraseRequest& request, TimeMs now_ms) {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, make_tenant(connection, request.tenant));
  NEARSHELF_RETURN_IF_ERROR(lock_alone(connection, tenant));
  NEARSHELF_ASSIGN_OR_RETURN(const auto earlier, earlier_outcome(connection, tenant, request));
  if (earlier) return *earlier;
  Array people(kBytea);
  for (const Bytes32& pseudonym : request.pseudonyms) people.bytes(pseudonym);
  const Parameters whose = Parameters().integer(tenant, kInt4).array(people);
  const bool all = request.scope == EraseScope::kAll;
  EraseOutcome outcome;
  outcome.erased_at_ms = now_ms;
  NEARSHELF_ASSIGN_OR_RETURN(
      outcome.events, count(connection, all ? NEARSHELF_ERASE("events") : NEARSHELF_TAKE_PURPOSE("events"), whose));
  NEARSHELF_ASSIGN_OR_RETURN(
      outcome.quarantined,
      count(connection, all ? NEARSHELF_ERASE("quarantine") : NEARSHELF_TAKE_PURPOSE("quarantine"), whose));
  NEARSHELF_RETURN_IF_ERROR(
      connection.run("INSERT INTO tombstones (tenant, pseudonym, scope, erased_ms) "
                     "SELECT DISTINCT $1::int4, person, $3::int4, $4::int8 FROM unnest($2::bytea[]) AS person "
                     "ON CONFLICT (tenant, pseudonym) DO UPDATE SET scope = greatest(tombstones.scope, excluded.scope)",
                     Parameters(whose).integer(static_cast<int>(tombstone_of(request.scope)), kInt4).integer(now_ms)));
  NEARSHELF_RETURN_IF_ERROR(write_down(connection, tenant, request, outcome));
  return outcome;
}

Result<bool> remove_old(Connection& connection, std::string_view tenant_name, const RetentionPolicy& policy,
                        TimeMs now_ms, RetentionReport* slice) {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, make_tenant(connection, tenant_name));
  const auto before = [&](int64_t kept_ms) {
    return Parameters().integer(tenant, kInt4).integer(now_ms - kept_ms).integer(kSliceEvents);
  };
  NEARSHELF_ASSIGN_OR_RETURN(slice->events,
                             count(connection, NEARSHELF_REMOVE_OLD("events"), before(policy.events_ms)));
  NEARSHELF_ASSIGN_OR_RETURN(slice->quarantined,
                             count(connection, NEARSHELF_REMOVE_OLD("quarantine"), before(policy.quarantine_ms)));
  return slice->events == kSliceEvents || slice->quarantined == kSliceEvents;
}

Status finish_retention(Connection& connection, std::string_view tenant_name, const RetentionPolicy& policy,
                        TimeMs now_ms, RetentionReport* report) {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, make_tenant(connection, tenant_name));
  NEARSHELF_ASSIGN_OR_RETURN(const Rows rows,
                             connection.query("SELECT coalesce(min(time_ms), 0) FROM events WHERE tenant = $1",
                                              Parameters().integer(tenant, kInt4)));
  report->oldest_event_ms = rows.integer(0, 0);
  return append_audit(connection, tenant, tenant_name, "retention", retention_body(policy, *report), now_ms);
}

}  // namespace nearshelf::server::postgres
