#include "sdk/engine/random_id.h"

#include <array>
#include <cstdint>

#include "sdk/base/hex.h"

namespace nearshelf::engine {

std::string draw_id(platform::Random& random) {
  std::array<uint8_t, 16> bytes;
  random.fill(bytes);
  return to_hex(bytes);
}

}  // namespace nearshelf::engine
