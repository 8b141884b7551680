#ifndef NEARSHELF_SDK_BASE_HEX_H_
#define NEARSHELF_SDK_BASE_HEX_H_

#include <cstdint>
#include <span>
#include <string>

namespace nearshelf {

// Two lower-case hex digits for each byte.
std::string to_hex(std::span<const uint8_t> bytes);

}  // namespace nearshelf

#endif  // NEARSHELF_SDK_BASE_HEX_H_
