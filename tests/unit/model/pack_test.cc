#include "sdk/model/pack.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "sdk/model/catalog.h"
#include "sdk/model/half.h"
#include "sdk/model/packed_ints.h"
#include "tests/support/test_model.h"

namespace nearshelf::model {
namespace {

TEST(Pack, TakesTheBitsOfTheLargest) {
  EXPECT_EQ(pack(std::vector<uint32_t>{0, 0, 0})->bits, 1);
  EXPECT_EQ(pack(std::vector<uint32_t>{0, 7, 8})->bits, 4);
  EXPECT_EQ(pack(std::vector<uint32_t>{0xFFFFFFFFu})->bits, 32);
  EXPECT_EQ(pack({})->bytes.size(), 0u);
}

TEST(Pack, StringsComeBack) {
  const std::vector<std::string_view> strings = {"", "a", "", "bcd"};
  const auto packed = pack_strings(strings);
  const StringsView view(packed->offsets, packed->bytes);
  ASSERT_EQ(view.size(), 4u);
  for (size_t i = 0; i < strings.size(); ++i) EXPECT_EQ(view[i], strings[i]);
}

// All session lengths there are, decoded by the model itself.
TEST(Pack, SessionLengthsComeBack) {
  testing::TestModelOptions options;
  for (size_t length = 1; length <= 255; ++length) options.sessions.emplace_back(length, static_cast<uint32_t>(3));
  const auto model = testing::make_test_model(options);
  const auto lengths = model->neighbors().session_lengths;
  ASSERT_EQ(lengths.size(), 255u);
  for (size_t s = 0; s < lengths.size(); ++s) EXPECT_EQ(lengths[s], s + 1);
  EXPECT_EQ(model->neighbors().click_count, 255u * 256u / 2u);
}

TEST(Pack, SessionLengthsTakeTheCheapestCodes) {
  // Lengths of 2 need one bit ("1" is the largest code and "0" ends it): two codes of 1 bit or one of 2.
  const auto twos = pack_session_lengths(std::vector<uint8_t>(800, 2));
  EXPECT_EQ(twos->bytes.size(), 200u);
  const auto ones = pack_session_lengths(std::vector<uint8_t>(800, 1));
  EXPECT_EQ(ones->bits, 1);
  EXPECT_EQ(ones->bytes.size(), 100u);
  const auto longest = pack_session_lengths(std::vector<uint8_t>(800, 254));
  EXPECT_EQ(longest->bits, 8);
  EXPECT_EQ(longest->bytes.size(), 800u);
}

TEST(Pack, ScaleUnitsBringTheLargestToTheTopOfTheHalves) {
  for (const float largest : {1e-30f, 3.7e-5f, 0.5f, 1.0f, 123.0f, 1e4f}) {
    const float unit = scale_unit_for(largest);
    int exponent = 0;
    EXPECT_EQ(std::frexp(unit, &exponent), 0.5f) << largest;
    EXPECT_GE(largest / unit, 0x1p14f);
    EXPECT_LT(largest / unit, 0x1p15f);
    // Half floats have 11 bits: the nearest is within one part in 2048.
    for (const float part : {1.0f, 0.3f, 1e-3f, 1e-7f}) {
      const float restored = unit * half_to_float(pack_scale(part * largest, unit));
      EXPECT_NEAR(restored / (part * largest), 1.0f, 1.0f / 2048) << largest << " * " << part;
    }
  }
}

TEST(Pack, ScalesAreNeverZero) { EXPECT_EQ(pack_scale(1e-30f, 1.0f), 1); }

}  // namespace
}  // namespace nearshelf::model
