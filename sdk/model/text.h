// Text in artifacts is UTF-8 without NUL, so that every binding can turn it into its own strings without checking
// again.
#ifndef NEARSHELF_SDK_MODEL_TEXT_H_
#define NEARSHELF_SDK_MODEL_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace nearshelf::model {

// Length of the longest prefix that is well-formed UTF-8 (Unicode 15, table 3-7) without NUL; the whole size if all is.
size_t valid_text_prefix(std::span<const uint8_t> text);

inline bool is_valid_text(std::string_view text) {
  return valid_text_prefix({reinterpret_cast<const uint8_t*>(text.data()), text.size()}) == text.size();
}

// True for a byte that stands inside a character, not at its start.
inline bool is_utf8_continuation(uint8_t byte) { return (byte & 0xC0u) == 0x80u; }

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_TEXT_H_
