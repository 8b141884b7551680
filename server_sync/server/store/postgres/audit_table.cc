#include "server_sync/server/store/postgres/audit_table.h"

#include <optional>

#include "server_sync/server/store/audit_chain.h"
#include "server_sync/server/store/postgres/tenant.h"

namespace nearshelf::server::postgres {
namespace {

Result<AuditHead> head_of(const Rows& rows) {
  AuditHead head;
  if (rows.size() == 0) return head;
  head.number = static_cast<uint64_t>(rows.integer(0, 0));
  NEARSHELF_ASSIGN_OR_RETURN(head.hash, rows.bytes32(0, 1));
  return head;
}

}  // namespace

Status lock_audit(Connection& connection, int64_t tenant) {
  NEARSHELF_RETURN_IF_ERROR(
      connection.run("INSERT INTO audit_heads (tenant, number, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING",
                     Parameters().integer(tenant, kInt4).bytes(Bytes32{})));
  return connection.run("SELECT 1 FROM audit_heads WHERE tenant = $1 FOR UPDATE", Parameters().integer(tenant, kInt4));
}

Status append_audit(Connection& connection, int64_t tenant, std::string_view tenant_name, std::string_view kind,
                    std::string_view body, TimeMs now_ms) {
  NEARSHELF_RETURN_IF_ERROR(lock_audit(connection, tenant));
  NEARSHELF_ASSIGN_OR_RETURN(const Rows rows, connection.query("SELECT number, hash FROM audit_heads WHERE tenant = $1",
                                                               Parameters().integer(tenant, kInt4)));
  NEARSHELF_ASSIGN_OR_RETURN(const AuditHead head, head_of(rows));
  NEARSHELF_ASSIGN_OR_RETURN(const AuditEntry entry, next_audit_entry(head, tenant_name, kind, body, now_ms));
  return connection.run(
      "WITH entry AS (INSERT INTO audit (tenant, number, body, hash) VALUES ($1, $2, $3, $4)) "
      "UPDATE audit_heads SET number = $2, hash = $4 WHERE tenant = $1",
      Parameters()
          .integer(tenant, kInt4)
          .integer(static_cast<int64_t>(entry.number))
          .text(entry.body)
          .bytes(entry.hash));
}

Status read_audit(Connection& connection, std::string_view tenant_name, const EventStore::AuditSink& sink) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> tenant, find_tenant(connection, tenant_name));
  if (!tenant) return ok_status();
  NEARSHELF_ASSIGN_OR_RETURN(
      const Rows heads,
      connection.query("SELECT number, hash FROM audit_heads WHERE tenant = $1", Parameters().integer(*tenant, kInt4)));
  NEARSHELF_ASSIGN_OR_RETURN(const AuditHead head, head_of(heads));
  AuditHead last;
  // In pages, so that a long log is not in memory as a whole.
  for (;;) {
    NEARSHELF_ASSIGN_OR_RETURN(
        const Rows rows,
        connection.query("SELECT number, body, hash FROM audit WHERE tenant = $1 AND number > $2 "
                         "ORDER BY number LIMIT 1000",
                         Parameters().integer(*tenant, kInt4).integer(static_cast<int64_t>(last.number))));
    if (rows.size() == 0) return check_audit_end(head, last);
    for (int row = 0; row < rows.size(); ++row) {
      last.number = static_cast<uint64_t>(rows.integer(row, 0));
      NEARSHELF_ASSIGN_OR_RETURN(last.hash, rows.bytes32(row, 2));
      if (!sink(stored_audit_entry(tenant_name, last.number, rows.text(row, 1), last.hash))) return ok_status();
    }
  }
}

}  // namespace nearshelf::server::postgres
