#include "sdk/ranking/kernels/math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

namespace nearshelf::ranking {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kSmallest = std::numeric_limits<float>::denorm_min();
constexpr float kLargest = std::numeric_limits<float>::max();
constexpr uint32_t kQuietNan = 0x7fc00000u;

uint32_t bits(float x) { return std::bit_cast<uint32_t>(x); }
float next(float x) { return std::nextafter(x, kInfinity); }
float previous(float x) { return std::nextafter(x, -kInfinity); }

// |got - exact| in units of the spacing of floats around `exact`.
double error_in_ulps(float got, double exact) {
  int exponent = 0;
  std::frexp(exact, &exponent);
  const double spacing = std::ldexp(1.0, std::max(exponent, -125) - 24);
  return std::fabs(static_cast<double>(got) - exact) / spacing;
}

// The largest error over the floats of [low, high]: one in 997 of them, or all when NEARSHELF_EVERY_FLOAT is set.
double largest_error(float (*ours)(float), double (*exact)(double), float low, float high) {
  const uint32_t step = std::getenv("NEARSHELF_EVERY_FLOAT") != nullptr ? 1 : 997;
  double largest = 0.0;
  const auto visit = [&](uint32_t from, uint32_t to) {
    for (uint64_t b = from; b <= to; b += step) {
      const float x = std::bit_cast<float>(static_cast<uint32_t>(b));
      largest = std::max(largest, error_in_ulps(ours(x), exact(static_cast<double>(x))));
    }
  };
  if (low < 0.0f) visit(bits(-0.0f), bits(low));
  visit(low > 0.0f ? bits(low) : bits(0.0f), bits(high));
  ::testing::Test::RecordProperty("ulps", std::to_string(largest));
  return largest;
}

double exact_sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

// The bounds are those that math.h states.

TEST(PortableExp, StaysWithinItsError) {
  EXPECT_LT(largest_error(portable_exp, std::exp, -87.33654f, 88.72283f), 0.99);
}

TEST(PortableExp, KnownValuesAndEdges) {
  EXPECT_EQ(portable_exp(0.0f), 1.0f);
  EXPECT_EQ(portable_exp(-0.0f), 1.0f);
  EXPECT_EQ(portable_exp(1.0f), 0x1.5bf0a8p+1f);
  EXPECT_LT(portable_exp(88.72283f), kInfinity);
  EXPECT_EQ(portable_exp(next(88.72283f)), kInfinity);
  EXPECT_EQ(portable_exp(kInfinity), kInfinity);
  EXPECT_GE(portable_exp(-87.33654f), std::numeric_limits<float>::min());
  EXPECT_EQ(bits(portable_exp(previous(-87.33654f))), bits(0.0f));
  EXPECT_EQ(bits(portable_exp(-kLargest)), bits(0.0f));
  EXPECT_EQ(bits(portable_exp(-kInfinity)), bits(0.0f));
  EXPECT_EQ(portable_exp(kSmallest), 1.0f);
}

TEST(PortableLog, StaysWithinItsError) { EXPECT_LT(largest_error(portable_log, std::log, kSmallest, kLargest), 0.83); }

TEST(PortableLog, KnownValuesAndEdges) {
  EXPECT_EQ(bits(portable_log(1.0f)), bits(0.0f));
  EXPECT_EQ(portable_log(2.0f), 0x1.62e43p-1f);
  EXPECT_EQ(portable_log(0.0f), -kInfinity);
  EXPECT_EQ(portable_log(-0.0f), -kInfinity);
  EXPECT_EQ(portable_log(kInfinity), kInfinity);
  EXPECT_EQ(bits(portable_log(-kSmallest)), kQuietNan);
  EXPECT_EQ(bits(portable_log(-kInfinity)), kQuietNan);
}

TEST(PortableSigmoid, StaysWithinItsError) {
  EXPECT_LT(largest_error(portable_sigmoid, exact_sigmoid, -87.33654f, 200.0f), 2.41);
}

TEST(PortableSigmoid, KnownValuesAndEdges) {
  EXPECT_EQ(portable_sigmoid(0.0f), 0.5f);
  EXPECT_EQ(portable_sigmoid(-0.0f), 0.5f);
  EXPECT_EQ(portable_sigmoid(kLargest), 1.0f);
  EXPECT_EQ(portable_sigmoid(kInfinity), 1.0f);
  EXPECT_GT(portable_sigmoid(-87.33654f), 0.0f);
  EXPECT_EQ(bits(portable_sigmoid(previous(-87.33654f))), bits(0.0f));
  EXPECT_EQ(bits(portable_sigmoid(-kInfinity)), bits(0.0f));
}

TEST(PortableTanh, StaysWithinItsError) { EXPECT_LT(largest_error(portable_tanh, std::tanh, -200.0f, 200.0f), 1.34); }

TEST(PortableTanh, KnownValuesAndEdges) {
  EXPECT_EQ(bits(portable_tanh(0.0f)), bits(0.0f));
  EXPECT_EQ(bits(portable_tanh(-0.0f)), bits(-0.0f));
  EXPECT_EQ(portable_tanh(kSmallest), kSmallest);
  EXPECT_EQ(portable_tanh(10.0f), 1.0f);
  EXPECT_EQ(portable_tanh(kLargest), 1.0f);
  EXPECT_EQ(portable_tanh(kInfinity), 1.0f);
  EXPECT_EQ(portable_tanh(-kInfinity), -1.0f);
  for (const float x : {1e-20f, 0.1f, 0.624f, 0.625f, 3.0f, 100.0f}) {
    EXPECT_EQ(bits(portable_tanh(-x)), bits(-portable_tanh(x))) << x;
  }
}

TEST(PortableFunctions, EveryNanBecomesTheQuietNan) {
  for (const uint32_t nan : {0x7fc00000u, 0xffc00000u, 0x7f800001u, 0xffffffffu}) {
    const float x = std::bit_cast<float>(nan);
    EXPECT_EQ(bits(portable_exp(x)), kQuietNan) << std::hex << nan;
    EXPECT_EQ(bits(portable_log(x)), kQuietNan) << std::hex << nan;
    EXPECT_EQ(bits(portable_sigmoid(x)), kQuietNan) << std::hex << nan;
    EXPECT_EQ(bits(portable_tanh(x)), kQuietNan) << std::hex << nan;
  }
}

}  // namespace
}  // namespace nearshelf::ranking
