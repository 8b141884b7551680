#include "sdk/engine/random_id.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace nearshelf::engine {

std::string draw_id(platform::Random& random) {
  std::array<uint8_t, 16> bytes;
  random.fill(bytes);
  std::string id;
  for (const uint8_t byte : bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    id += kDigits[byte >> 4];
    id += kDigits[byte & 15];
  }
  return id;
}

}  // namespace nearshelf::engine
