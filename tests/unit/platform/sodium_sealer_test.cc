#include "sdk/platform/native/sodium_sealer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sdk/base/hex.h"
#include "sdk/platform/host.h"

namespace nearshelf::platform {
namespace {

std::vector<uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

class SodiumSealerTest : public ::testing::Test {
 protected:
  SodiumSealerTest() { EXPECT_TRUE(host_platform().ok()); }  // initialises libsodium
  const std::array<uint8_t, 32> key_{1, 2, 3};
  SodiumSealer sealer_{key_};
};

// The example of draft-irtf-cfrg-xchacha-03, A.3.1, opened: what is sealed here can be read by others.
TEST_F(SodiumSealerTest, IsXChaCha20Poly1305) {
  std::array<uint8_t, 32> key;
  for (size_t i = 0; i < key.size(); ++i) key[i] = static_cast<uint8_t>(0x80 + i);
  Seal seal;
  for (size_t i = 0; i < 24; ++i) seal[i] = static_cast<uint8_t>(0x40 + i);
  const std::vector<uint8_t> tag = {0xc0, 0x87, 0x59, 0x24, 0xc1, 0xc7, 0x98, 0x79,
                                    0x47, 0xde, 0xaf, 0xd8, 0x78, 0x0a, 0xcf, 0x49};
  std::copy(tag.begin(), tag.end(), seal.begin() + 24);
  const std::vector<uint8_t> context = {0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7};
  std::vector<uint8_t> text = {
      0xbd, 0x6d, 0x17, 0x9d, 0x3e, 0x83, 0xd4, 0x3b, 0x95, 0x76, 0x57, 0x94, 0x93, 0xc0, 0xe9, 0x39, 0x57, 0x2a, 0x17,
      0x00, 0x25, 0x2b, 0xfa, 0xcc, 0xbe, 0xd2, 0x90, 0x2c, 0x21, 0x39, 0x6c, 0xbb, 0x73, 0x1c, 0x7f, 0x1b, 0x0b, 0x4a,
      0xa6, 0x44, 0x0b, 0xf3, 0xa8, 0x2f, 0x4e, 0xda, 0x7e, 0x39, 0xae, 0x64, 0xc6, 0x70, 0x8c, 0x54, 0xc2, 0x16, 0xcb,
      0x96, 0xb7, 0x2e, 0x12, 0x13, 0xb4, 0x52, 0x2f, 0x8c, 0x9b, 0xa4, 0x0d, 0xb5, 0xd9, 0x45, 0xb1, 0x1b, 0x69, 0xb9,
      0x82, 0xc1, 0xbb, 0x9e, 0x3f, 0x3f, 0xac, 0x2b, 0xc3, 0x69, 0x48, 0x8f, 0x76, 0xb2, 0x38, 0x35, 0x65, 0xd3, 0xff,
      0xf9, 0x21, 0xf9, 0x66, 0x4c, 0x97, 0x63, 0x7d, 0xa9, 0x76, 0x88, 0x12, 0xf6, 0x15, 0xc6, 0x8b, 0x13, 0xb5, 0x2e};
  SodiumSealer sealer(key);
  ASSERT_TRUE(sealer.unseal(context, seal, text));
  EXPECT_EQ(std::string(text.begin(), text.end()),
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
            "would be it.");
}

TEST_F(SodiumSealerTest, OpensWhatItSealed) {
  std::vector<uint8_t> text = bytes_of("what the shopper looked at");
  const Seal seal = sealer_.seal(bytes_of("here"), text);
  EXPECT_NE(text, bytes_of("what the shopper looked at"));
  EXPECT_TRUE(sealer_.unseal(bytes_of("here"), seal, text));
  EXPECT_EQ(text, bytes_of("what the shopper looked at"));
}

TEST_F(SodiumSealerTest, RefusesAnotherContextSealOrKey) {
  std::vector<uint8_t> text = bytes_of("text");
  const Seal seal = sealer_.seal(bytes_of("here"), text);
  auto copy = text;
  EXPECT_FALSE(sealer_.unseal(bytes_of("there"), seal, copy));
  Seal other_seal = seal;
  other_seal[0] ^= 1;
  copy = text;
  EXPECT_FALSE(sealer_.unseal(bytes_of("here"), other_seal, copy));
  SodiumSealer other(std::array<uint8_t, 32>{9});
  copy = text;
  EXPECT_FALSE(other.unseal(bytes_of("here"), seal, copy));
}

}  // namespace
}  // namespace nearshelf::platform
