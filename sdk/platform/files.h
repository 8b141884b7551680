// The few whole-file operations that the library needs beside SQLite's own.
#ifndef NEARSHELF_SDK_PLATFORM_FILES_H_
#define NEARSHELF_SDK_PLATFORM_FILES_H_

#include <cstdint>
#include <span>
#include <string>

#include "sdk/base/status.h"

namespace nearshelf::platform {

// Paths are UTF-8. Errors: kNotFound, otherwise kIo; the place is the path.
// Threads: every method may be called from any thread.
class Files {
 public:
  virtual ~Files() = default;

  virtual Result<uint64_t> size(const std::string& path) = 0;
  // Fills `bytes` from the start of the file; kIo when the file is shorter.
  virtual Status read(const std::string& path, std::span<uint8_t> bytes) = 0;
  // Replaces `to`. Durable when it returns.
  virtual Status rename(const std::string& from, const std::string& to) = 0;
};

}  // namespace nearshelf::platform

#endif  // NEARSHELF_SDK_PLATFORM_FILES_H_
