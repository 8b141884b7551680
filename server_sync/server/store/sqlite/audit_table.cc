#include "server_sync/server/store/sqlite/audit_table.h"

#include <optional>

#include "server_sync/server/store/audit_chain.h"
#include "server_sync/server/store/sqlite/writer.h"

namespace nearshelf::server::sqlite {
namespace {

Result<AuditHead> read_head(Database& database, int64_t tenant) {
  AuditHead head;
  Query query = database.query("SELECT number, hash FROM audit_heads WHERE tenant = ?");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.bind(1, tenant).step());
  if (!found) return head;
  head.number = static_cast<uint64_t>(query.integer(0));
  NEARSHELF_ASSIGN_OR_RETURN(head.hash, query.bytes32(1));
  return head;
}

}  // namespace

Status append_audit(Database& database, int64_t tenant, std::string_view tenant_name, std::string_view kind,
                    std::string_view body, TimeMs now_ms) {
  NEARSHELF_ASSIGN_OR_RETURN(const AuditHead head, read_head(database, tenant));
  NEARSHELF_ASSIGN_OR_RETURN(const AuditEntry entry, next_audit_entry(head, tenant_name, kind, body, now_ms));
  NEARSHELF_RETURN_IF_ERROR(database.query("INSERT INTO audit (tenant, number, body, hash) VALUES (?, ?, ?, ?)")
                                .bind(1, tenant)
                                .bind(2, static_cast<int64_t>(entry.number))
                                .bind(3, entry.body)
                                .bind(4, entry.hash)
                                .run());
  return database.query("INSERT OR REPLACE INTO audit_heads (tenant, number, hash) VALUES (?, ?, ?)")
      .bind(1, tenant)
      .bind(2, static_cast<int64_t>(entry.number))
      .bind(3, entry.hash)
      .run();
}

Status read_audit(Database& database, std::string_view tenant_name, const EventStore::AuditSink& sink) {
  NEARSHELF_ASSIGN_OR_RETURN(const Transaction view, database.begin_read());
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> tenant, find_tenant(database, tenant_name));
  if (!tenant) return ok_status();
  NEARSHELF_ASSIGN_OR_RETURN(const AuditHead head, read_head(database, *tenant));
  AuditHead last;
  Query query = database.query("SELECT number, body, hash FROM audit WHERE tenant = ? ORDER BY number");
  query.bind(1, *tenant);
  for (;;) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool row, query.step());
    if (!row) break;
    last.number = static_cast<uint64_t>(query.integer(0));
    NEARSHELF_ASSIGN_OR_RETURN(last.hash, query.bytes32(2));
    if (!sink(stored_audit_entry(tenant_name, last.number, query.text(1), last.hash))) return ok_status();
  }
  return check_audit_end(head, last);
}

}  // namespace nearshelf::server::sqlite
