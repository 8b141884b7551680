// Bytes of an input file; gzip is recognised by its first bytes and unpacked on the way.
#ifndef NEARSHELF_SERVER_SYNC_DATA_BYTE_SOURCE_H_
#define NEARSHELF_SERVER_SYNC_DATA_BYTE_SOURCE_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "sdk/base/status.h"

namespace nearshelf::data {

// Threads: one at a time.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // `path` is a file, or "-" for standard input. Errors: kNotFound, kIo, and kInvalidArgument for a file that some
  // other tool has packed (zip, bzip2, xz, zstd), with what to do about it.
  static Result<std::unique_ptr<ByteSource>> open(const std::string& path);

  // What messages call this input: the path, or "standard input".
  const std::string& name() const { return name_; }

  // Fills the front of `buffer` and returns how many bytes; 0 = the end. Every gzip member's length and CRC are
  // checked. Errors: kIo; kCorrupt for a gzip file that is cut short, damaged, or followed by other bytes.
  virtual Result<size_t> read(std::span<char> buffer) = 0;

 protected:
  explicit ByteSource(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
};

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_BYTE_SOURCE_H_
