// IEEE 754 binary16 ("half") values as stored in the artifact, converted without help from the compiler or the CPU so
// that every platform gets the same bits.
#ifndef NEARSHELF_SDK_MODEL_HALF_H_
#define NEARSHELF_SDK_MODEL_HALF_H_

#include <cstdint>
#include <span>
#include <vector>

namespace nearshelf::model {

// Exact for all 65,536 values; a NaN keeps its payload.
float half_to_float(uint16_t half);

// Rounds to nearest, ties to even; beyond 65,519.99 becomes infinity; a NaN stays a (quiet) NaN.
uint16_t float_to_half(float value);

// False for infinities and NaNs.
inline bool is_finite_half(uint16_t half) { return (half & 0x7C00u) != 0x7C00u; }

std::vector<float> halves_to_floats(std::span<const uint16_t> halves);
std::vector<uint16_t> floats_to_halves(std::span<const float> values);

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_HALF_H_
