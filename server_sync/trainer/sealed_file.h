// Files that are either whole or refused: written beside and renamed into place, read only after their checksum.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_SEALED_FILE_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_SEALED_FILE_H_

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "sdk/base/status.h"

namespace nearshelf::trainer {

// Values one after another, little-endian as in memory; a vector is its length (uint64) and its elements.
class ByteWriter {
 public:
  template <typename T>
  void put(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    append(&value, sizeof(T));
  }
  template <typename T>
  void put_vector(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    put(uint64_t{values.size()});
    append(values.data(), values.size() * sizeof(T));
  }
  const std::string& bytes() const { return bytes_; }

 private:
  void append(const void* data, size_t size) { bytes_.append(static_cast<const char*>(data), size); }
  std::string bytes_;
};

// After the first read past the end every further read is a no-op that leaves zeroes; ask ok() once when done.
class ByteReader {
 public:
  explicit ByteReader(const std::string& bytes) : bytes_(bytes) {}  // keeps a reference

  template <typename T>
  void get(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    value = T{};
    copy(&value, sizeof(T));
  }
  template <typename T>
  void get_vector(std::vector<T>& values) {
    uint64_t count = 0;
    get(count);
    values.clear();
    if (count > (bytes_.size() - at_) / sizeof(T)) return fail();
    values.resize(count);
    copy(values.data(), count * sizeof(T));
  }
  // True when everything was there and nothing is left over.
  bool complete() const { return !failed_ && at_ == bytes_.size(); }
  bool failed() const { return failed_; }

 private:
  void copy(void* out, size_t size);
  void fail() { failed_ = true; }

  const std::string& bytes_;
  size_t at_ = 0;
  bool failed_ = false;
};

struct SealedFormat {
  char magic[4];
  uint32_t version;
  const char* what;  // for messages: "checkpoint"
};

// Replaces `path` atomically; after OK the bytes survive a power cut. Errors: kIo, kNoSpace; `path` is then untouched.
Status write_sealed_file(const std::string& path, const SealedFormat& format, const std::string& payload);

// The payload. Errors: kNotFound, kIo, kUnsupportedVersion, kCorrupt (other kind of file, truncated, bad checksum).
Result<std::string> read_sealed_file(const std::string& path, const SealedFormat& format);

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_SEALED_FILE_H_
