#include "sdk/ranking/quantize_query.h"

#include <cmath>

namespace nearshelf::ranking {

QuantizedQuery quantize_query(std::span<const float> query) {
  constexpr float kSteps = 63.0f;
  constexpr float kSmallest = 1e-30f;  // below it 1 / step could overflow
  QuantizedQuery quantized;
  quantized.values.assign(query.size(), static_cast<uint8_t>(kQueryZeroPoint));
  float largest = 0.0f;
  for (const float value : query) {
    if (!std::isfinite(value)) return quantized;
    largest = std::fabs(value) > largest ? std::fabs(value) : largest;
  }
  if (largest < kSmallest) return quantized;
  const float per_step = kSteps / largest;
  // The products are within 63 and a rounding error, so the sums are within 1.49 and 127.51 and are cut off to 1..127.
  constexpr float kOffset = static_cast<float>(kQueryZeroPoint) + 0.5f;
  for (size_t d = 0; d < query.size(); ++d) quantized.values[d] = static_cast<uint8_t>(query[d] * per_step + kOffset);
  quantized.scale = largest / kSteps;
  return quantized;
}

}  // namespace nearshelf::ranking
