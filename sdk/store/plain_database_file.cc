// Where the host cannot seal: a browser.
#include "sdk/store/database_file.h"

namespace nearshelf::store {

void SealedVfsDeleter::operator()(SealedVfs*) const {}

Result<DatabaseFile> open_database_file(const std::string& path, const std::optional<SealKey>& key, int busy_timeout_ms,
                                        const platform::Platform&) {
  if (key) return failed_precondition("this build of Nearshelf cannot seal a database", "options.key");
  DatabaseFile file;
  NEARSHELF_ASSIGN_OR_RETURN(file.connection, Connection::open(path, busy_timeout_ms));
  return file;
}

}  // namespace nearshelf::store
