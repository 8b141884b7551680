#include "sdk/model/checks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace nearshelf::model {
namespace {

TEST(Checks, FindTheAsymmetricValueAtAnyPlace) {
  for (size_t size = 1; size < 40; ++size) {
    std::vector<int8_t> rows(size);
    for (size_t i = 0; i < size; ++i) rows[i] = static_cast<int8_t>(static_cast<int>(i * 37 % 255) - 127);
    ASSERT_TRUE(check_symmetric("f", rows).ok());
    for (size_t i = 0; i < size; ++i) {
      std::vector<int8_t> bad = rows;
      bad[i] = -128;
      EXPECT_EQ(check_symmetric("f", bad).place(), "field f[" + std::to_string(i) + "]");
    }
  }
}

TEST(Checks, EveryOtherByteIsSymmetric) {
  for (int value = -127; value <= 127; ++value) {
    EXPECT_TRUE(check_symmetric("f", std::vector<int8_t>(16, static_cast<int8_t>(value))).ok()) << value;
  }
}

TEST(Checks, MagnitudesRefuseNan) {
  EXPECT_TRUE(check_magnitude("f", std::vector<float>{1.0f, -1.0f, 0.0f}, 1.0f).ok());
  for (const float bad : {1.5f, -1.5f, HUGE_VALF, -HUGE_VALF, std::numeric_limits<float>::quiet_NaN()}) {
    EXPECT_EQ(check_magnitude("f", std::vector<float>{0.0f, bad}, 1.0f).place(), "field f[1]") << bad;
  }
}

TEST(Checks, OffsetsRunFromZeroToTheEnd) {
  EXPECT_TRUE(check_offsets("f", std::vector<uint32_t>{0, 0, 3, 3, 5}, 5).ok());
  EXPECT_FALSE(check_offsets("f", {}, 0).ok());
  EXPECT_FALSE(check_offsets("f", std::vector<uint32_t>{1, 5}, 5).ok());
  EXPECT_FALSE(check_offsets("f", std::vector<uint32_t>{0, 4}, 5).ok());
  EXPECT_FALSE(check_offsets("f", std::vector<uint32_t>{0, 6}, 5).ok());
  EXPECT_EQ(check_offsets("f", std::vector<uint32_t>{0, 4, 3, 5}, 5).place(), "field f[2]");
}

TEST(Checks, BelowLooksAtEveryValue) {
  const std::vector<uint8_t> bytes = {7, 9, 8};
  const PackedInts values(bytes, 8, 3);
  EXPECT_TRUE(check_below("f", values, 10).ok());
  EXPECT_TRUE(check_below("f", values, 1000).ok());
  EXPECT_EQ(check_below("f", values, 9).place(), "field f[1]");
  EXPECT_EQ(check_below("f", values, 0).place(), "field f[0]");
}

TEST(Checks, RangesAreInclusive) {
  EXPECT_TRUE(check_range("f", 1, 1, 3).ok());
  EXPECT_TRUE(check_range("f", 3, 1, 3).ok());
  EXPECT_FALSE(check_range("f", 0, 1, 3).ok());
  EXPECT_FALSE(check_range("f", 4, 1, 3).ok());
}

}  // namespace
}  // namespace nearshelf::model
