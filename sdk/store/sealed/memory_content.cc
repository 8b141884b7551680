#include <algorithm>
#include <cstring>
#include <vector>

#include "sdk/store/sealed/file_content.h"

namespace nearshelf::store {
namespace {

class MemoryContent final : public FileContent {
 public:
  int read(void* data, int size, int64_t offset) override {
    const int64_t there = std::clamp<int64_t>(static_cast<int64_t>(bytes_.size()) - offset, 0, size);
    if (there > 0) std::memcpy(data, bytes_.data() + offset, static_cast<size_t>(there));
    std::memset(static_cast<uint8_t*>(data) + there, 0, static_cast<size_t>(size - there));
    return there == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }

  int write(const void* data, int size, int64_t offset) override {
    const auto end = static_cast<size_t>(offset + size);
    if (bytes_.size() < end) bytes_.resize(end);
    std::memcpy(bytes_.data() + offset, data, static_cast<size_t>(size));
    return SQLITE_OK;
  }

  int truncate(int64_t size) override {
    bytes_.resize(std::min(bytes_.size(), static_cast<size_t>(size)));
    return SQLITE_OK;
  }

  int size(int64_t* size) override {
    *size = static_cast<int64_t>(bytes_.size());
    return SQLITE_OK;
  }

 private:
  std::vector<uint8_t> bytes_;
};

}  // namespace

std::unique_ptr<FileContent> make_memory_content() { return std::make_unique<MemoryContent>(); }

}  // namespace nearshelf::store
