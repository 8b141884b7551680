#include "sdk/model/text.h"

#include <cstring>

namespace nearshelf::model {

namespace {

constexpr uint64_t kOnes = 0x0101010101010101u;
constexpr uint64_t kHighBits = 0x8080808080808080u;

// Length of the well-formed character at `at`, 0 if there is none.
size_t character_length(std::span<const uint8_t> text, size_t at) {
  const uint8_t lead = text[at];
  if (lead < 0x80) return lead == 0 ? 0 : 1;
  size_t length = 0;
  uint8_t second_min = 0x80;
  uint8_t second_max = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) second_min = 0xA0;  // no overlong forms
    if (lead == 0xED) second_max = 0x9F;  // no surrogates
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) second_min = 0x90;
    if (lead == 0xF4) second_max = 0x8F;  // nothing above U+10FFFF
  } else {
    return 0;
  }
  if (text.size() - at < length) return 0;
  if (text[at + 1] < second_min || text[at + 1] > second_max) return 0;
  for (size_t i = 2; i < length; ++i) {
    if (!is_utf8_continuation(text[at + i])) return 0;
  }
  return length;
}

}  // namespace

size_t valid_text_prefix(std::span<const uint8_t> text) {
  size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= sizeof(uint64_t)) {
      uint64_t word;
      std::memcpy(&word, text.data() + at, sizeof(word));
      // Eight ASCII characters, none of them NUL.
      if ((word & kHighBits) == 0 && ((word - kOnes) & ~word & kHighBits) == 0) {
        at += sizeof(word);
        continue;
      }
    }
    const size_t length = character_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

}  // namespace nearshelf::model
