#include "server_sync/protocol/aligned_body.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace nearshelf::protocol {
namespace {

TEST(AlignedBody, StandsWellWhereverTheBytesCameFrom) {
  alignas(8) const char bytes[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  for (size_t offset = 0; offset < 9; ++offset) {
    const std::string_view body(bytes + offset, 20);
    const AlignedBody aligned(body);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(aligned.data()) % 8, 0u) << offset;
    EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(aligned.data()), aligned.size()), body);
  }
}

TEST(AlignedBody, DoesNotCopyWithoutNeed) {
  alignas(8) const char bytes[16] = {};
  EXPECT_EQ(reinterpret_cast<const char*>(AlignedBody({bytes, 16}).data()), bytes);
}

}  // namespace
}  // namespace nearshelf::protocol
