// Erasure at a shopper's wish, and retention.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_REMOVAL_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_REMOVAL_H_

#include <string>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/sqlite/writer.h"

namespace nearshelf::server::sqlite {

// As EventStore::erase().
Result<EraseOutcome> erase(Writer& writer, const EraseRequest& request, TimeMs now_ms);

// One slice of a retention run: a transaction of its own, so that ingestion has to wait for no more than that. True:
// there may be more.
Result<bool> remove_old(Writer& writer, const std::string& tenant, const RetentionPolicy& policy, TimeMs now_ms,
                        RetentionReport* report);
// The last step: the oldest event that is left, and the audit entry.
Status finish_retention(Writer& writer, const std::string& tenant, const RetentionPolicy& policy, TimeMs now_ms,
                        RetentionReport* report);

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_REMOVAL_H_
