// Erasure at a shopper's wish, and retention.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_REMOVAL_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_REMOVAL_H_

#include <string_view>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/postgres/connection.h"

namespace nearshelf::server::postgres {

// As EventStore::erase().
Result<EraseOutcome> erase(Connection& connection, const EraseRequest& request, TimeMs now_ms);

// One slice of a retention run. True: there may be more.
Result<bool> remove_old(Connection& connection, std::string_view tenant, const RetentionPolicy& policy, TimeMs now_ms,
                        RetentionReport* slice);
// The last step: the oldest event that is left, and the audit entry.
Status finish_retention(Connection& connection, std::string_view tenant, const RetentionPolicy& policy, TimeMs now_ms,
                        RetentionReport* report);

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_REMOVAL_H_
