#include "sdk/model/packed_ints.h"

#include <cassert>

namespace nearshelf::model {

std::vector<uint8_t> pack_ints(std::span<const uint32_t> values, uint32_t bits) {
  assert(bits >= 1 && bits <= 32);
  std::vector<uint8_t> bytes;
  bytes.reserve(packed_size_bytes(values.size(), bits));
  uint64_t pending = 0;
  uint32_t pending_bits = 0;
  for (uint32_t value : values) {
    assert(bits == 32 || value < (uint64_t{1} << bits));
    pending |= static_cast<uint64_t>(value) << pending_bits;
    for (pending_bits += bits; pending_bits >= 8; pending_bits -= 8, pending >>= 8) {
      bytes.push_back(static_cast<uint8_t>(pending));
    }
  }
  if (pending_bits > 0) bytes.push_back(static_cast<uint8_t>(pending));
  return bytes;
}

}  // namespace nearshelf::model
