#include "server_sync/protocol/hex.h"

#include <gtest/gtest.h>

#include <array>

namespace nearshelf::protocol {
namespace {

TEST(Hex, ReadsEitherCase) {
  std::array<uint8_t, 3> bytes;
  ASSERT_TRUE(from_hex("00aFf9", bytes));
  EXPECT_EQ(bytes, (std::array<uint8_t, 3>{0x00, 0xaf, 0xf9}));
}

TEST(Hex, RefusesAnotherLengthAndOtherCharacters) {
  std::array<uint8_t, 2> bytes;
  for (const char* text : {"", "123", "12345", "123g", "12 4", "0x12", "+1+2", "12\x80\x80"}) {
    EXPECT_FALSE(from_hex(text, bytes)) << text;
  }
}

TEST(Hex, Bytes32GoThereAndBack) {
  const std::string text = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  const auto bytes = bytes32_from_hex(text);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(to_hex(*bytes), text);
  EXPECT_FALSE(bytes32_from_hex(text.substr(2)));
}

}  // namespace
}  // namespace nearshelf::protocol
