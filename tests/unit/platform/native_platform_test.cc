#include "sdk/platform/native/native_platform.h"

#include <gtest/gtest.h>

#include <ctime>
#include <set>
#include <string>
#include <string_view>

#include "sdk/platform/host.h"

namespace nearshelf::platform {
namespace {

Platform services() { return host_platform().value(); }

std::span<const uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string to_hex(const Sha256& hash) {
  std::string hex;
  for (const uint8_t byte : hash) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

std::string hex_sha256(std::string_view text) { return to_hex(services().crypto->sha256(bytes_of(text))); }

TEST(NativePlatform, IsCompleteAndAlwaysTheSame) {
  const Platform platform = services();
  ASSERT_TRUE(platform.clock && platform.random && platform.crypto && platform.files);
  EXPECT_EQ(platform.clock, services().clock);
}

TEST(NativePlatform, ClockTellsUtcInMilliseconds) {
  const TimeMs before = static_cast<TimeMs>(std::time(nullptr)) * kSecondMs;
  const TimeMs now = services().clock->now_ms();
  EXPECT_GE(now, before);
  EXPECT_LE(now, before + 60 * kSecondMs);
}

TEST(NativePlatform, RandomBytesDoNotRepeat) {
  std::set<std::string> drawn;
  for (int i = 0; i < 100; ++i) {
    std::string bytes(16, '\0');
    services().random->fill({reinterpret_cast<uint8_t*>(bytes.data()), bytes.size()});
    drawn.insert(bytes);
  }
  EXPECT_EQ(drawn.size(), 100u);
}

// FIPS 180-2, appendix B.
TEST(NativePlatform, Sha256MatchesThePublishedVectors) {
  EXPECT_EQ(hex_sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex_sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

// RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
TEST(NativePlatform, HmacSha256MatchesThePublishedVectors) {
  platform::Crypto& crypto = *services().crypto;
  EXPECT_EQ(to_hex(crypto.hmac_sha256(bytes_of(std::string(20, '\x0b')), {bytes_of("Hi There")})),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(crypto.hmac_sha256(bytes_of("Jefe"), {bytes_of("what do ya want for nothing?")})),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(crypto.hmac_sha256(bytes_of(std::string(131, '\xaa')),
                                      {bytes_of("Test Using Larger Than Block-Size Key - Hash Key First")})),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(NativePlatform, HmacSha256JoinsItsParts) {
  platform::Crypto& crypto = *services().crypto;
  EXPECT_EQ(crypto.hmac_sha256(bytes_of("k"), {bytes_of("ab"), bytes_of(""), bytes_of("c")}),
            crypto.hmac_sha256(bytes_of("k"), {bytes_of("abc")}));
}

}  // namespace
}  // namespace nearshelf::platform
