#include "sdk/ranking/kernels/self_test.h"

#include <gtest/gtest.h>

namespace nearshelf::ranking {
namespace {

TEST(SelfTest, ThisMachineGivesTheKnownResults) {
  EXPECT_TRUE(kernels_give_known_results()) << std::hex << kernel_fingerprint();
}

}  // namespace
}  // namespace nearshelf::ranking
