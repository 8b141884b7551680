#include "sdk/ranking/quantize_query.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace nearshelf::ranking {
namespace {

float dequantized(const QuantizedQuery& query, size_t d) {
  return query.scale * static_cast<float>(static_cast<int32_t>(query.values[d]) - kQueryZeroPoint);
}

TEST(QuantizeQuery, KeepsEveryValueWithinHalfAStep) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  for (const float spread : {1e-20f, 1e-3f, 1.0f, 1e20f}) {
    std::vector<float> query(128);
    for (float& value : query) value = spread * normal(random);
    const QuantizedQuery quantized = quantize_query(query);
    ASSERT_EQ(quantized.values.size(), query.size());
    float largest = 0.0f;
    for (const float value : query) largest = std::max(largest, std::fabs(value));
    EXPECT_FLOAT_EQ(quantized.scale, largest / 63.0f);
    for (size_t d = 0; d < query.size(); ++d) {
      EXPECT_GE(quantized.values[d], 1);
      EXPECT_LE(quantized.values[d], 127);
      EXPECT_NEAR(dequantized(quantized, d), query[d], 0.501f * quantized.scale);
    }
  }
}

TEST(QuantizeQuery, UsesTheWholeRangeAndIsSymmetric) {
  const QuantizedQuery quantized = quantize_query(std::vector<float>{-2.0f, 2.0f, 0.0f, -0.0f, 1.0f, -1.0f});
  EXPECT_EQ(quantized.values, (std::vector<uint8_t>{1, 127, 64, 64, 96, 33}));
  EXPECT_FLOAT_EQ(quantized.scale, 2.0f / 63.0f);
}

// Dividing by the largest value rounds; whatever it is, the extremes must stay in range.
TEST(QuantizeQuery, ExtremesStayInRangeForAnyLargestValue) {
  std::mt19937 random(2);
  for (int i = 0; i < 100000; ++i) {
    const float largest = std::ldexp(1.0f + static_cast<float>(random() % (1u << 23)) * 0x1p-23f, i % 60 - 30);
    const QuantizedQuery quantized = quantize_query(std::vector<float>{largest, -largest});
    ASSERT_EQ(quantized.values, (std::vector<uint8_t>{127, 1})) << largest;
  }
}

TEST(QuantizeQuery, WhatCannotBeScaledCountsAsZero) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<uint8_t> zero(3, 64);
  for (const std::vector<float>& query : {std::vector<float>{0.0f, -0.0f, 0.0f},
                                          {1e-31f, -1e-38f, 1e-45f},
                                          {1.0f, kInfinity, 0.0f},
                                          {1.0f, 2.0f, kNan},
                                          {-kInfinity, 0.0f, 0.0f}}) {
    const QuantizedQuery quantized = quantize_query(query);
    EXPECT_EQ(quantized.values, zero);
    EXPECT_EQ(quantized.scale, 0.0f);
  }
  EXPECT_TRUE(quantize_query({}).values.empty());
}

TEST(QuantizeQuery, LargestFloatIsScaled) {
  const QuantizedQuery quantized = quantize_query(std::vector<float>{std::numeric_limits<float>::max(), 0.0f});
  EXPECT_EQ(quantized.values, (std::vector<uint8_t>{127, 64}));
}

}  // namespace
}  // namespace nearshelf::ranking
