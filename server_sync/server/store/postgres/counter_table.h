// Counts by the hour.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_COUNTER_TABLE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_COUNTER_TABLE_H_

#include <string_view>
#include <vector>

#include "server_sync/server/store/counters.h"
#include "server_sync/server/store/postgres/connection.h"

namespace nearshelf::server::postgres {

// `slot`: servers with different ones do not wait for each other.
Status add_counters(Connection& connection, const Counters& counters, TimeMs hour_ms, int slot);
// As EventStore::stats().
Result<std::vector<HourStats>> read_stats(Connection& connection, std::string_view tenant, TimeMs from_ms);

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_COUNTER_TABLE_H_
