#include "server_sync/server/store/digest.h"

#include <gtest/gtest.h>

#include "sdk/base/hex.h"

namespace nearshelf::server {
namespace {

TEST(Digest, IsThatOfTheStandard) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, TakesItsPartsAsOne) {
  EXPECT_EQ(sha256("ab", "c"), sha256("abc"));
  EXPECT_NE(sha256("ab", "c"), sha256("abd"));
}

TEST(Digest, HexHasTwoLowerCaseDigitsAByte) {
  const uint8_t bytes[] = {0x00, 0x0f, 0xab};
  EXPECT_EQ(to_hex(bytes), "000fab");
  EXPECT_EQ(to_hex({}), "");
}

}  // namespace
}  // namespace nearshelf::server
