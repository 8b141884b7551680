// What SQLite sees of one file of a sealed database, over the file that is on the disk. Results are SQLite's codes.
//
// The pages of a database end with kSealBytes that SQLite leaves alone; there stand the seal and its nonce, so that
// pages stay aligned. A frame of a write-ahead log has no such room: each is kept in a record that is longer by a seal.
//
// Threads: none of this locks; SQLite serialises the calls of one connection.
#ifndef NEARSHELF_SDK_STORE_SEALED_FILE_CONTENT_H_
#define NEARSHELF_SDK_STORE_SEALED_FILE_CONTENT_H_

#include <sqlite3.h>

#include <cstdint>
#include <memory>

#include "sdk/platform/sealer.h"

namespace nearshelf::store {

inline constexpr int kPageBytes = 4096;

class FileContent {
 public:
  virtual ~FileContent() = default;
  // Beyond the end: zeros and SQLITE_IOERR_SHORT_READ.
  virtual int read(void* data, int size, int64_t offset) = 0;
  virtual int write(const void* data, int size, int64_t offset) = 0;
  virtual int truncate(int64_t size) = 0;
  virtual int size(int64_t* size) = 0;
};

// `sealer` and `file` must outlive the content.
std::unique_ptr<FileContent> make_database_content(platform::Sealer& sealer, sqlite3_file& file);
std::unique_ptr<FileContent> make_journal_content(platform::Sealer& sealer, sqlite3_file& file);
std::unique_ptr<FileContent> make_log_content(platform::Sealer& sealer, sqlite3_file& file);
// What SQLite would put into a temporary file stays in memory.
std::unique_ptr<FileContent> make_memory_content();

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_SEALED_FILE_CONTENT_H_
