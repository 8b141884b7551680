#include "sdk/base/hex.h"

#include <gtest/gtest.h>

#include <array>

namespace nearshelf {
namespace {

TEST(ToHex, GivesTwoLowerCaseDigitsForEachByte) {
  EXPECT_EQ(to_hex(std::array<uint8_t, 4>{0x00, 0x0f, 0xa5, 0xff}), "000fa5ff");
  EXPECT_EQ(to_hex({}), "");
}

}  // namespace
}  // namespace nearshelf
