#include "sdk/model/half.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace nearshelf::model {
namespace {

// What the bits mean, by the definition in IEEE 754-2008, table 3.2.
double half_value(uint16_t half) {
  const double sign = (half & 0x8000) ? -1.0 : 1.0;
  const int exponent = (half >> 10) & 31;
  const int mantissa = half & 1023;
  if (exponent == 31) return mantissa ? std::numeric_limits<double>::quiet_NaN() : sign * HUGE_VAL;
  if (exponent == 0) return sign * std::ldexp(mantissa, -24);
  return sign * std::ldexp(1024 + mantissa, exponent - 25);
}

TEST(Half, DecodesAllValues) {
  for (uint32_t bits = 0; bits < 65536; ++bits) {
    const auto half = static_cast<uint16_t>(bits);
    const float value = half_to_float(half);
    if (std::isnan(half_value(half))) {
      ASSERT_TRUE(std::isnan(value)) << bits;
      continue;
    }
    ASSERT_EQ(static_cast<double>(value), half_value(half)) << bits;
    ASSERT_EQ(std::signbit(value), (bits & 0x8000u) != 0) << bits;
  }
}

TEST(Half, EncodesWhatItDecodes) {
  for (uint32_t bits = 0; bits < 65536; ++bits) {
    const auto half = static_cast<uint16_t>(bits);
    if (std::isnan(half_to_float(half))) {
      // A NaN may come back quiet, never as a number.
      ASSERT_TRUE(std::isnan(half_to_float(float_to_half(half_to_float(half))))) << bits;
    } else {
      ASSERT_EQ(float_to_half(half_to_float(half)), half) << bits;
    }
  }
}

TEST(Half, RoundsToNearestTiesToEvenBetweenAllNeighbours) {
  // Every midpoint of two neighbouring halves, and the floats next to it on both sides.
  for (uint32_t bits = 0; bits < 0x7BFF; ++bits) {
    const auto low = static_cast<uint16_t>(bits);
    const auto high = static_cast<uint16_t>(bits + 1);
    const auto middle = static_cast<float>((half_value(low) + half_value(high)) / 2);
    const uint16_t even = (low & 1) ? high : low;
    ASSERT_EQ(float_to_half(middle), even) << bits;
    ASSERT_EQ(float_to_half(std::nextafter(middle, 0.0f)), low) << bits;
    ASSERT_EQ(float_to_half(std::nextafter(middle, HUGE_VALF)), high) << bits;
    ASSERT_EQ(float_to_half(-middle), even | 0x8000) << bits;
  }
}

TEST(Half, OverflowsAndUnderflows) {
  EXPECT_EQ(float_to_half(65504.0f), 0x7BFF);
  EXPECT_EQ(float_to_half(std::nextafter(65520.0f, 0.0f)), 0x7BFF);
  EXPECT_EQ(float_to_half(65520.0f), 0x7C00);
  EXPECT_EQ(float_to_half(std::numeric_limits<float>::max()), 0x7C00);
  EXPECT_EQ(float_to_half(-HUGE_VALF), 0xFC00);
  EXPECT_EQ(float_to_half(0x1p-25f), 0x0000);  // the tie between zero and the smallest subnormal
  EXPECT_EQ(float_to_half(std::nextafter(0x1p-25f, 1.0f)), 0x0001);
  EXPECT_EQ(float_to_half(-std::numeric_limits<float>::denorm_min()), 0x8000);
  EXPECT_TRUE(std::isnan(half_to_float(float_to_half(std::numeric_limits<float>::quiet_NaN()))));
}

#ifdef __FLT16_MANT_DIG__
#ifdef __aarch64__
using CompilersHalf = __fp16;  // GCC 12 has the other name in C only
#else
using CompilersHalf = _Float16;
#endif
TEST(Half, AgreesWithTheCompiler) {
  std::mt19937 random(7);
  for (int i = 0; i < 2'000'000; ++i) {
    const float value = std::bit_cast<float>(static_cast<uint32_t>(random()));
    if (std::isnan(value)) continue;
    ASSERT_EQ(float_to_half(value), std::bit_cast<uint16_t>(static_cast<CompilersHalf>(value))) << value;
  }
}
#endif

TEST(Half, TellsFiniteFromOthers) {
  EXPECT_TRUE(is_finite_half(0x0000));
  EXPECT_TRUE(is_finite_half(0xFBFF));
  EXPECT_FALSE(is_finite_half(0x7C00));
  EXPECT_FALSE(is_finite_half(0xFC01));
}

TEST(Half, ConvertsVectors) {
  const std::vector<float> values = {0.0f, -1.5f, 0.25f};
  EXPECT_EQ(halves_to_floats(floats_to_halves(values)), values);
}

}  // namespace
}  // namespace nearshelf::model
