// The connection to a shelf's file, sealed or not.
#ifndef NEARSHELF_SDK_STORE_DATABASE_FILE_H_
#define NEARSHELF_SDK_STORE_DATABASE_FILE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "sdk/base/status.h"
#include "sdk/platform/platform.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

using SealKey = std::array<uint8_t, 32>;

class SealedVfs;

// Deletes what is an incomplete type where nothing can be sealed.
struct SealedVfsDeleter {
  void operator()(SealedVfs* vfs) const;
};

struct DatabaseFile {
  std::unique_ptr<SealedVfs, SealedVfsDeleter> vfs;  // null = not sealed; outlives the connection
  std::unique_ptr<Connection> connection;
};

// Nothing has been read yet through the connection. A file that is not sealed, but has to be, is sealed first.
// Errors: kFailedPrecondition (it is sealed and there is no key; this host cannot seal), kWrongKey,
// kUnsupportedVersion, kCorrupt, those of seal_in_place() and of SQLite.
Result<DatabaseFile> open_database_file(const std::string& path, const std::optional<SealKey>& key, int busy_timeout_ms,
                                        const platform::Platform& platform);

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_DATABASE_FILE_H_
