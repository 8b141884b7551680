#include "server_sync/sample_shop/random.h"

#include <algorithm>
#include <cmath>

namespace nearshelf::sample_shop {
namespace {

// ln 2 in two parts, the first with enough zero bits that k * kLn2High is exact.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kSqrtHalf = 0.70710678118654752440;

// The finalizer of SplitMix64 (Steele, Lea & Flood 2014): neighbouring seeds give unrelated streams.
uint64_t mix(uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

}  // namespace

double portable_exp(double x) {
  const double k = std::floor(x / (kLn2High + kLn2Low) + 0.5);
  const double r = (x - k * kLn2High) - k * kLn2Low;
  double sum = 1;
  for (int n = 14; n > 0; --n) sum = 1 + sum * r / n;
  return std::ldexp(sum, static_cast<int>(k));
}

double portable_log(double x) {
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);  // [1/2, 1)
  if (mantissa < kSqrtHalf) {
    mantissa *= 2;
    --exponent;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)); the argument is at most 0.172.
  const double s = (mantissa - 1) / (mantissa + 1);
  const double square = s * s;
  double sum = 0;
  for (int n = 21; n > 0; n -= 2) sum = 1.0 / n + sum * square;
  return exponent * kLn2High + (2 * s * sum + exponent * kLn2Low);
}

double portable_pow(double base, double exponent) { return portable_exp(exponent * portable_log(base)); }

Random::Random(uint64_t seed, Stream stream) : engine_(mix(mix(seed) + static_cast<uint64_t>(stream))) {}

double Random::uniform() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }

size_t Random::below(size_t count) { return static_cast<size_t>(uniform() * static_cast<double>(count)); }

double Random::normal() {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += uniform();
  return sum;
}

size_t Random::geometric(double stop) {
  size_t failures = 0;
  while (!chance(stop)) ++failures;
  return failures;
}

WeightedChoice::WeightedChoice(std::span<const double> weights) {
  double sum = 0;
  sums_.reserve(weights.size());
  for (const double weight : weights) sums_.push_back(sum += weight);
}

size_t WeightedChoice::draw(Random& random) const {
  const double at = random.uniform() * sums_.back();
  const auto found = std::upper_bound(sums_.begin(), sums_.end(), at);
  return std::min(static_cast<size_t>(found - sums_.begin()), sums_.size() - 1);
}

}  // namespace nearshelf::sample_shop
