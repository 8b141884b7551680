// An owned byte buffer whose start is 64-byte aligned, as the scan kernels want their rows.
#ifndef NEARSHELF_SDK_MODEL_ALIGNED_BYTES_H_
#define NEARSHELF_SDK_MODEL_ALIGNED_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>

namespace nearshelf::model {

class AlignedBytes {
 public:
  static constexpr size_t kAlignment = 64;

  AlignedBytes() = default;
  // `size` zero bytes; data() is null when there is no memory.
  explicit AlignedBytes(size_t size)
      : data_(static_cast<uint8_t*>(::operator new(size == 0 ? 1 : size, std::align_val_t(kAlignment), std::nothrow))),
        size_(data_ ? size : 0) {
    if (data_) std::memset(data_.get(), 0, size);
  }
  static AlignedBytes copy_of(std::span<const uint8_t> source) {
    AlignedBytes bytes(source.size());
    if (bytes.data() && !source.empty()) std::memcpy(bytes.data(), source.data(), source.size());
    return bytes;
  }

  uint8_t* data() { return data_.get(); }
  const uint8_t* data() const { return data_.get(); }
  size_t size() const { return size_; }
  std::span<const uint8_t> span() const { return {data_.get(), size_}; }

 private:
  struct Delete {
    void operator()(uint8_t* p) const { ::operator delete(p, std::align_val_t(kAlignment)); }
  };
  std::unique_ptr<uint8_t, Delete> data_;
  size_t size_ = 0;
};

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_ALIGNED_BYTES_H_
