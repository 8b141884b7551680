#include "server_sync/publisher/site/digest.h"

#include <gtest/gtest.h>

namespace nearshelf::site {
namespace {

Sha256 of(const std::string& text) { return sha256({reinterpret_cast<const uint8_t*>(text.data()), text.size()}); }

// FIPS 180-2, and `openssl dgst -sha256 -binary | base64`.
TEST(Digest, OfKnownBytes) {
  EXPECT_EQ(hex(of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(integrity(of("abc")), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  EXPECT_EQ(integrity(of("")), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  EXPECT_EQ(short_name(of("abc")), "ba7816bf8f01cfea");
}

TEST(Digest, ComesBackFromHex) {
  EXPECT_EQ(parse_hex(hex(of("x"))), of("x"));
  EXPECT_FALSE(parse_hex(""));
  EXPECT_FALSE(parse_hex(hex(of("x")).substr(1)));
  EXPECT_FALSE(parse_hex(hex(of("x")) + "00"));
  EXPECT_FALSE(parse_hex(std::string(64, 'g')));
}

}  // namespace
}  // namespace nearshelf::site
