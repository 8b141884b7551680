// The audit log's table. Writing is part of the caller's transaction.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_AUDIT_TABLE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_AUDIT_TABLE_H_

#include <string_view>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/sqlite/database.h"

namespace nearshelf::server::sqlite {

Status append_audit(Database& database, int64_t tenant, std::string_view tenant_name, std::string_view kind,
                    std::string_view body, TimeMs now_ms);
// As EventStore::read_audit().
Status read_audit(Database& database, std::string_view tenant_name, const EventStore::AuditSink& sink);

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_AUDIT_TABLE_H_
