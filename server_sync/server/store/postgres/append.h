// Storing batches of one or more tenants in one transaction, with one statement a step however many events there are.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_APPEND_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_APPEND_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/postgres/connection.h"

namespace nearshelf::server::postgres {

// As the functions of EventStore of the same names; `slot` is that of this server's counters.
Result<std::vector<AppendOutcome>> append(Connection& connection, std::span<const AppendBatch> batches, TimeMs now_ms,
                                          int slot);
Status mark_streamed(Connection& connection, std::string_view tenant, std::span<const std::string> event_ids);

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_APPEND_H_
