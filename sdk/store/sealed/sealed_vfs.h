// An SQLite file system that keeps one database sealed: pages, journals and logs are encrypted and authenticated on
// their way to the system's own file system. Temporary files stay in memory, and nothing is memory-mapped.
#ifndef NEARSHELF_SDK_STORE_SEALED_SEALED_VFS_H_
#define NEARSHELF_SDK_STORE_SEALED_SEALED_VFS_H_

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/store/sealed/seal_header.h"

namespace nearshelf::store {

// The first bytes of a file, and how long it is; both empty when there is none. Through SQLite's file system: to close
// a file by any other way would give up the locks that this process holds on it.
struct FileHead {
  std::vector<uint8_t> bytes;
  uint64_t size = 0;
};
Result<FileHead> read_file_head(const std::string& path);

// Threads: one connection at a time. It must outlive every connection that uses it.
class SealedVfs {
 public:
  // Over what is the default file system now. Errors: kFailedPrecondition when this host cannot seal.
  static Result<std::unique_ptr<SealedVfs>> create(std::span<const uint8_t, 32> key, platform::Crypto& crypto);
  SealedVfs(const SealedVfs&) = delete;
  SealedVfs& operator=(const SealedVfs&) = delete;
  ~SealedVfs();

  // What connections are opened with.
  const char* name() const { return name_.c_str(); }
  // Errors: those of tell_file_kind; kIo.
  Result<FileKind> kind_of(const std::string& path) const;
  // Deletes a database of its own and its journal; none is fine.
  Status remove(const std::string& path);
  // A connection that makes a database has to ask for this room in its pages.
  static void reserve(sqlite3* connection);

 private:
  SealedVfs(FileSeal seal, sqlite3_vfs& base);
  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags);
  static SealedVfs& of(sqlite3_vfs* vfs) { return *static_cast<SealedVfs*>(vfs->pAppData); }

  FileSeal seal_;
  sqlite3_vfs& base_;
  std::string name_;
  sqlite3_vfs vfs_{};
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_SEALED_SEALED_VFS_H_
