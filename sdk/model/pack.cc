#include "sdk/model/pack.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sdk/model/half.h"
#include "sdk/model/packed_ints.h"

namespace nearshelf::model {

std::unique_ptr<schema::PackedIntsT> pack(std::span<const uint32_t> values) {
  auto packed = std::make_unique<schema::PackedIntsT>();
  const uint32_t largest = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
  packed->bits = static_cast<uint8_t>(std::max(1, static_cast<int>(std::bit_width(largest))));
  packed->bytes = pack_ints(values, packed->bits);
  return packed;
}

std::unique_ptr<schema::StringsT> pack_strings(std::span<const std::string_view> strings) {
  auto packed = std::make_unique<schema::StringsT>();
  packed->offsets.reserve(strings.size() + 1);
  packed->offsets.push_back(0);
  for (const std::string_view string : strings) {
    packed->bytes.insert(packed->bytes.end(), string.begin(), string.end());
    packed->offsets.push_back(static_cast<uint32_t>(packed->bytes.size()));
  }
  return packed;
}

std::unique_ptr<schema::PackedIntsT> pack_session_lengths(std::span<const uint8_t> lengths) {
  uint32_t best_bits = 8;
  size_t best_size = SIZE_MAX;
  for (uint32_t bits = 1; bits <= 8; ++bits) {
    const uint32_t largest = (1u << bits) - 1;
    size_t codes = 0;
    for (const uint8_t length : lengths) codes += (length - 1u) / largest + 1;
    if (codes * bits < best_size) {
      best_size = codes * bits;
      best_bits = bits;
    }
  }
  const uint32_t largest = (1u << best_bits) - 1;
  std::vector<uint32_t> codes;
  codes.reserve(best_size / best_bits);
  for (const uint8_t length : lengths) {
    uint32_t rest = length - 1u;
    for (; rest >= largest; rest -= largest) codes.push_back(largest);
    codes.push_back(rest);
  }
  auto packed = std::make_unique<schema::PackedIntsT>();
  packed->bits = static_cast<uint8_t>(best_bits);
  packed->bytes = pack_ints(codes, best_bits);
  return packed;
}

float scale_unit_for(float largest) {
  int exponent = 0;
  std::frexp(largest, &exponent);
  return std::ldexp(1.0f, std::max(exponent - 15, -126));
}

uint16_t pack_scale(float scale, float unit) { return std::max<uint16_t>(float_to_half(scale / unit), 1); }

}  // namespace nearshelf::model
