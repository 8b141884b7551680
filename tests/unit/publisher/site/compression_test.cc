#include "server_sync/publisher/site/compression.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tests/unit/publisher/site/unpack.h"

namespace nearshelf::site {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes text_bytes(size_t size) {
  const std::string words = "a shelf of shoes and a shelf of boots, ";
  Bytes bytes;
  for (size_t i = 0; i < size; ++i) bytes.push_back(static_cast<uint8_t>(words[(i * i / 7 + i) % words.size()]));
  return bytes;
}

// `noise` of 8 bits in every byte are random.
Bytes noisy_bytes(size_t size, int noise) {
  std::mt19937 random(1);
  Bytes bytes(size);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random() & ((1u << noise) - 1));
  return bytes;
}

class Compression : public ::testing::TestWithParam<Encoding> {};

TEST_P(Compression, ComesBackAndIsTheSameEveryTime) {
  for (const Bytes& bytes : {Bytes{}, text_bytes(1), text_bytes(100'000), noisy_bytes(70'000, 8)}) {
    const auto packed = compress(bytes, GetParam());
    ASSERT_TRUE(packed.ok());
    EXPECT_EQ(unpack(*packed, GetParam(), bytes.size()), bytes);
    EXPECT_EQ(*packed, *compress(bytes, GetParam()));
  }
}

TEST_P(Compression, IsLeftOutWhereItDoesNotPay) {
  const Bytes text = text_bytes(100'000);
  const auto packed = compress_if_it_pays(text, GetParam());
  ASSERT_TRUE(packed.ok() && *packed);
  EXPECT_EQ(unpack(**packed, GetParam(), text.size()), text);
  EXPECT_FALSE(*compress_if_it_pays(noisy_bytes(100'000, 8), GetParam()));
  EXPECT_FALSE(*compress_if_it_pays({}, GetParam()));
}

TEST_P(Compression, OfALargeFileIsTriedFirst) {
  EXPECT_TRUE(*compress_if_it_pays(noisy_bytes(1'200'000, 7), GetParam()));
  EXPECT_FALSE(*compress_if_it_pays(noisy_bytes(1'200'000, 8), GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Both, Compression, ::testing::ValuesIn(kEncodings),
                         [](const auto& encoding) { return encoding.param == Encoding::kGzip ? "Gzip" : "Brotli"; });

TEST(CompressionSuffix, IsWhatServersLookFor) {
  EXPECT_EQ(suffix_of(Encoding::kBrotli), ".br");
  EXPECT_EQ(suffix_of(Encoding::kGzip), ".gz");
}

}  // namespace
}  // namespace nearshelf::site
