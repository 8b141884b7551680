// The database's layout, version by version.
#ifndef NEARSHELF_SDK_STORE_MIGRATIONS_H_
#define NEARSHELF_SDK_STORE_MIGRATIONS_H_

#include "sdk/base/status.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

// "NSHF": tells our files from other SQLite databases.
inline constexpr int64_t kApplicationId = 0x4E534846;

// The layout that this version reads and writes (PRAGMA user_version).
int schema_version();

// Without changing anything: is this database empty or ours, and not newer than this version?
// Errors: kInvalidArgument for the database of something else; kUnsupportedVersion; those of SQLite.
Status check_identity(Connection& connection);

// Brings an empty or older database to schema_version() in one transaction.
Status migrate(Connection& connection);

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_MIGRATIONS_H_
