#include "sdk/store/database_file.h"

#include "sdk/store/seal_in_place.h"
#include "sdk/store/sealed/sealed_vfs.h"

namespace nearshelf::store {

void SealedVfsDeleter::operator()(SealedVfs* vfs) const { delete vfs; }

Result<DatabaseFile> open_database_file(const std::string& path, const std::optional<SealKey>& key, int busy_timeout_ms,
                                        const platform::Platform& platform) {
  DatabaseFile file;
  if (path.empty()) {  // nothing of it comes to a disk
    NEARSHELF_ASSIGN_OR_RETURN(file.connection, Connection::open(path, busy_timeout_ms));
    return file;
  }
  if (!key) {
    NEARSHELF_ASSIGN_OR_RETURN(const FileHead head, read_file_head(path));
    if (has_seal_header(head.bytes)) {
      return failed_precondition("the database is sealed; open it with the key that it was sealed with", path);
    }
    NEARSHELF_ASSIGN_OR_RETURN(file.connection, Connection::open(path, busy_timeout_ms));
    return file;
  }
  NEARSHELF_ASSIGN_OR_RETURN(auto vfs, SealedVfs::create(*key, *platform.crypto));
  file.vfs.reset(vfs.release());
  NEARSHELF_ASSIGN_OR_RETURN(const FileKind kind, file.vfs->kind_of(path));
  if (kind == FileKind::kPlain) {
    NEARSHELF_RETURN_IF_ERROR(seal_in_place(path, *file.vfs, busy_timeout_ms, platform));
  }
  NEARSHELF_ASSIGN_OR_RETURN(file.connection, Connection::open(path, busy_timeout_ms, file.vfs->name()));
  SealedVfs::reserve(file.connection->handle());
  return file;
}

}  // namespace nearshelf::store
