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

std::string hex_sha256(std::string_view text) {
  const Sha256 hash = services().crypto->sha256({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  std::string hex;
  for (const uint8_t byte : hash) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

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

}  // namespace
}  // namespace nearshelf::platform
