#include "sdk/model/packed_ints.h"

#include <gtest/gtest.h>

#include <random>

namespace nearshelf::model {
namespace {

TEST(PackedInts, BitsForCounts) {
  EXPECT_EQ(bits_for(0), 1u);
  EXPECT_EQ(bits_for(1), 1u);
  EXPECT_EQ(bits_for(2), 1u);
  EXPECT_EQ(bits_for(3), 2u);
  EXPECT_EQ(bits_for(65536), 16u);
  EXPECT_EQ(bits_for(65537), 17u);
  EXPECT_EQ(bits_for(0xFFFFFFFFu), 32u);
}

TEST(PackedInts, LayoutIsLittleEndianInBits) {
  // 5, 6, 3 in 3 bits: 101 110 011 from the lowest bit up.
  const std::vector<uint8_t> bytes = pack_ints(std::vector<uint32_t>{5, 6, 3}, 3);
  EXPECT_EQ(bytes, (std::vector<uint8_t>{0b11110101, 0b0}));
  EXPECT_EQ(pack_ints(std::vector<uint32_t>{0x12345678}, 32), (std::vector<uint8_t>{0x78, 0x56, 0x34, 0x12}));
}

TEST(PackedInts, RoundTripsEveryWidthAndLength) {
  std::mt19937 random(3);
  for (uint32_t bits = 1; bits <= 32; ++bits) {
    const auto mask = static_cast<uint32_t>((uint64_t{1} << bits) - 1);
    for (size_t count = 0; count < 40; ++count) {
      std::vector<uint32_t> values(count);
      for (uint32_t& value : values) value = random() & mask;
      const std::vector<uint8_t> bytes = pack_ints(values, bits);
      ASSERT_EQ(bytes.size(), packed_size_bytes(count, bits));
      const PackedInts packed(bytes, bits, count);
      for (size_t i = 0; i < count; ++i) ASSERT_EQ(packed[i], values[i]) << bits << " bits, value " << i;
    }
  }
}

TEST(PackedInts, SizeOfALongStreamDoesNotOverflow) {
  EXPECT_EQ(packed_size_bytes(size_t{1} << 31, 32), size_t{1} << 33);
}

}  // namespace
}  // namespace nearshelf::model
