// The audit log's table. The tenant's head row is locked until the end of the transaction, so that servers write one
// after another and no number is left out.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_AUDIT_TABLE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_AUDIT_TABLE_H_

#include <string_view>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/postgres/connection.h"

namespace nearshelf::server::postgres {

// The last thing that a transaction locks, tenants in rising order.
Status lock_audit(Connection& connection, int64_t tenant);
// Locks by itself.
Status append_audit(Connection& connection, int64_t tenant, std::string_view tenant_name, std::string_view kind,
                    std::string_view body, TimeMs now_ms);
// As EventStore::read_audit().
Status read_audit(Connection& connection, std::string_view tenant_name, const EventStore::AuditSink& sink);

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_AUDIT_TABLE_H_
