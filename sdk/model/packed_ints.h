// A sequence of unsigned integers of 1 to 32 bits each, packed without gaps: value i takes the bits
// [i * bits, (i + 1) * bits) of the stream, where bit b is bit (b & 7) of byte b / 8.
#ifndef NEARSHELF_SDK_MODEL_PACKED_INTS_H_
#define NEARSHELF_SDK_MODEL_PACKED_INTS_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace nearshelf::model {

static_assert(std::endian::native == std::endian::little, "artifacts are mapped, not converted");

// Bits that values in [0, count) need; at least 1.
inline uint32_t bits_for(uint32_t count) { return count <= 2 ? 1 : static_cast<uint32_t>(std::bit_width(count - 1)); }

inline size_t packed_size_bytes(size_t count, uint32_t bits) {
  return static_cast<size_t>((static_cast<uint64_t>(count) * bits + 7) / 8);
}

// A view; the bytes must hold packed_size_bytes(size, bits) bytes and outlive it.
class PackedInts {
 public:
  PackedInts() = default;
  PackedInts(std::span<const uint8_t> bytes, uint32_t bits, size_t size)
      : bytes_(bytes), bits_(bits), mask_((uint64_t{1} << bits) - 1), size_(size) {}

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  uint32_t bits() const { return bits_; }
  std::span<const uint8_t> bytes() const { return bytes_; }
  uint32_t operator[](size_t i) const {
    const uint64_t bit = static_cast<uint64_t>(i) * bits_;
    const size_t byte = static_cast<size_t>(bit >> 3);
    uint64_t word = 0;  // 32 bits and at most 7 before them: five bytes
    if (byte + sizeof(word) <= bytes_.size()) {
      std::memcpy(&word, bytes_.data() + byte, sizeof(word));
    } else {
      std::memcpy(&word, bytes_.data() + byte, bytes_.size() - byte);
    }
    return static_cast<uint32_t>((word >> (bit & 7)) & mask_);
  }

 private:
  std::span<const uint8_t> bytes_;
  uint32_t bits_ = 1;
  uint64_t mask_ = 1;
  size_t size_ = 0;
};

// Every value must be below 2^bits. The bits behind the last value are zero.
std::vector<uint8_t> pack_ints(std::span<const uint32_t> values, uint32_t bits);

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_PACKED_INTS_H_
