#include "sdk/ranking/kernels/math.h"

#include <cstdint>
#include <limits>

#include "sdk/base/bit_cast.h"
#include "sdk/ranking/kernels/elementary.h"

namespace nearshelf::ranking {

float portable_exp(float x) { return exp_lanes<OneLane>(x); }
float portable_sigmoid(float x) { return sigmoid_lanes<OneLane>(x); }
float portable_tanh(float x) { return tanh_lanes<OneLane>(x); }

// x = 2^e (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)); log(1 + f) = f - f^2/2 + f^3 P(f), P minimax in relative error.
float portable_log(float x) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  constexpr uint32_t kRootHalf = 0x3f3504f3u;  // bits of sqrt(1/2)
  if (!(x >= 0.0f)) return bit_cast<float>(0x7fc00000u);
  if (x == 0.0f) return -kInfinity;
  if (x == kInfinity) return x;
  float e = 0.0f;
  if (x < std::numeric_limits<float>::min()) {
    x *= 0x1p+23f;
    e = -23.0f;
  }
  const uint32_t bits = bit_cast<uint32_t>(x) - kRootHalf;
  e += static_cast<float>(static_cast<int32_t>(bits) >> 23);
  const float f = bit_cast<float>((bits & 0x007fffffu) + kRootHalf) - 1.0f;
  float p = f * 0x1.145df6p-4f + -0x1.de3ed2p-4f;
  p = p * f + 0x1.e6ef22p-4f;
  p = p * f + -0x1.fc2180p-4f;
  p = p * f + 0x1.233774p-3f;
  p = p * f + -0x1.555c52p-3f;
  p = p * f + 0x1.99a4b4p-3f;
  p = p * f + -0x1.000006p-2f;
  p = p * f + 0x1.555548p-2f;
  const float square = f * f;
  float tail = p * f * square;
  tail = tail + e * -0x1.bd0106p-13f;  // ln 2 in the two parts of exp; e times the first is exact
  tail = tail - 0.5f * square;
  return (f + tail) + e * 0x1.63p-1f;
}

}  // namespace nearshelf::ranking
