// The tables in PostgreSQL, and how those of an older layout become today's.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_LAYOUT_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_LAYOUT_H_

#include "sdk/base/status.h"
#include "server_sync/server/store/postgres/connection.h"

namespace nearshelf::server::postgres {

inline constexpr int kLayout = 1;

// Makes or migrates the tables in the first schema of the search path, one server at a time. Errors:
// kUnsupportedVersion when a newer server made them.
Status prepare_layout(Connection& connection);

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_LAYOUT_H_
