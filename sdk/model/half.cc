#include "sdk/model/half.h"

#include "sdk/base/bit_cast.h"

namespace nearshelf::model {

float half_to_float(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000u) << 16;
  const uint32_t exponent = (half >> 10) & 0x1Fu;
  const uint32_t mantissa = half & 0x3FFu;
  if (exponent == 0) {
    // Zero or subnormal: mantissa * 2^-24, exact in a float.
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
    return bit_cast<float>(bit_cast<uint32_t>(magnitude) | sign);
  }
  if (exponent == 0x1Fu) return bit_cast<float>(sign | 0x7F800000u | (mantissa << 13));
  return bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
}

uint16_t float_to_half(float value) {
  const uint32_t bits = bit_cast<uint32_t>(value);
  const uint16_t sign = static_cast<uint16_t>((bits >> 16) & 0x8000u);
  const uint32_t magnitude = bits & 0x7FFFFFFFu;
  if (magnitude > 0x7F800000u) return static_cast<uint16_t>(sign | 0x7E00u | ((magnitude >> 13) & 0x1FFu));
  if (magnitude >= 0x477FF000u) return static_cast<uint16_t>(sign | 0x7C00u);  // 65520 and up round to infinity
  // Below 2^-14 the result is subnormal: the fixed unit is 2^-24. Above, it is 10 bits below the leading one.
  uint32_t shift = 13;
  uint32_t kept = magnitude - (112u << 23);  // re-biased exponent and mantissa, still with 13 bits too many
  if (magnitude < (113u << 23)) {
    const uint32_t exponent = magnitude >> 23;
    if (exponent < 102) return sign;  // below half of the smallest subnormal
    shift = 126 - exponent;
    kept = (magnitude & 0x7FFFFFu) | 0x800000u;
  }
  const uint32_t rest = kept & ((1u << shift) - 1);
  const uint32_t tie = 1u << (shift - 1);
  uint32_t half = kept >> shift;
  // A carry out of the mantissa runs into the exponent, which is what rounding up to the next power of two means.
  if (rest > tie || (rest == tie && (half & 1u))) ++half;
  return static_cast<uint16_t>(sign | half);
}

std::vector<float> halves_to_floats(std::span<const uint16_t> halves) {
  std::vector<float> values(halves.size());
  for (size_t i = 0; i < halves.size(); ++i) values[i] = half_to_float(halves[i]);
  return values;
}

std::vector<uint16_t> floats_to_halves(std::span<const float> values) {
  std::vector<uint16_t> halves(values.size());
  for (size_t i = 0; i < values.size(); ++i) halves[i] = float_to_half(values[i]);
  return halves;
}

}  // namespace nearshelf::model
