#include "sdk/engine/random_id.h"

#include <gtest/gtest.h>

#include "tests/support/fake_platform.h"

namespace nearshelf::engine {
namespace {

TEST(RandomId, IsThirtyTwoHexadecimalDigits) {
  testing::FakeRandom random;
  random.calls = 0xab;
  EXPECT_EQ(draw_id(random), "ac00000000000000ac00000000000000");
  EXPECT_EQ(draw_id(random), "ad00000000000000ad00000000000000");
}

}  // namespace
}  // namespace nearshelf::engine
