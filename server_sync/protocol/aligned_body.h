// FlatBuffers are read in place, where their numbers have to stand at addresses that the processor likes.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_ALIGNED_BODY_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_ALIGNED_BODY_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace nearshelf::protocol {

// The bytes themselves when they stand well, else a copy. `body` outlives this.
class AlignedBody {
 public:
  explicit AlignedBody(std::string_view body)
      : data_(reinterpret_cast<const uint8_t*>(body.data())), size_(body.size()) {
    if (reinterpret_cast<uintptr_t>(data_) % alignof(uint64_t) == 0) return;
    copy_.resize(size_ / sizeof(uint64_t) + 1);
    std::memcpy(copy_.data(), data_, size_);
    data_ = reinterpret_cast<const uint8_t*>(copy_.data());
  }
  AlignedBody(const AlignedBody&) = delete;
  AlignedBody& operator=(const AlignedBody&) = delete;

  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }

 private:
  std::vector<uint64_t> copy_;
  const uint8_t* data_;
  size_t size_;
};

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_ALIGNED_BODY_H_
