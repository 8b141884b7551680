// The tables of the SQLite file, and how a file of an older layout becomes one of today's.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_LAYOUT_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_LAYOUT_H_

#include "sdk/base/status.h"
#include "server_sync/server/store/sqlite/database.h"

namespace nearshelf::server::sqlite {

inline constexpr int kApplicationId = 0x4e534845;  // "NSHE", as the batches have it
inline constexpr int kLayout = 1;

// Makes or migrates the tables, each step in a transaction of its own. Errors: kUnsupportedVersion when the file was
// written by a newer server, kFailedPrecondition when it is a database of something else.
Status prepare_layout(Database& database);

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_LAYOUT_H_
