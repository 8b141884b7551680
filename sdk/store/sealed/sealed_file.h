// One open file of a SealedVfs.
#ifndef NEARSHELF_SDK_STORE_SEALED_SEALED_FILE_H_
#define NEARSHELF_SDK_STORE_SEALED_SEALED_FILE_H_

#include <sqlite3.h>

#include <memory>

#include "sdk/store/sealed/file_content.h"

namespace nearshelf::store {

// SQLite gives the memory and never runs a constructor: a plain struct, with the system's own file behind it.
struct SealedFile {
  sqlite3_file base;
  FileContent* content;  // owned; null = not open
  sqlite3_file* file;    // the system's own; null = there is none, the content is in memory
};

// How much memory one takes over a file system whose files take `base_bytes`.
int sealed_file_bytes(int base_bytes);
// The system's own file, in the memory behind `file`.
sqlite3_file* base_file_of(sqlite3_file* file);
// Makes `file` ready for use. It takes over `content`, and `base`, which is open, or null.
void start_sealed_file(sqlite3_file* file, std::unique_ptr<FileContent> content, sqlite3_file* base);

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_SEALED_SEALED_FILE_H_
