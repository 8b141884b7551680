// Counts by the hour.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_COUNTER_TABLE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_COUNTER_TABLE_H_

#include <string_view>
#include <vector>

#include "server_sync/server/store/counters.h"
#include "server_sync/server/store/sqlite/writer.h"

namespace nearshelf::server::sqlite {

// Part of the caller's transaction.
Status add_counters(Writer& writer, const Counters& counters, TimeMs hour_ms);
// As EventStore::stats().
Result<std::vector<HourStats>> read_stats(Database& database, std::string_view tenant, TimeMs from_ms);

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_COUNTER_TABLE_H_
