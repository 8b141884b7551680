// Storing batches: receipts, idempotency, tombstones, chunks, counters, in one transaction.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_APPEND_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_APPEND_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/sqlite/writer.h"

namespace nearshelf::server::sqlite {

// As the functions of EventStore of the same names.
Result<std::vector<AppendOutcome>> append(Writer& writer, std::span<const AppendBatch> batches, TimeMs now_ms);
Status mark_streamed(Writer& writer, const std::string& tenant, std::span<const std::string> event_ids);

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_APPEND_H_
