// The server's limits are the device's: what one side sends the other takes.
#include "server_sync/protocol/limits.h"

#include <gtest/gtest.h>

#include "sdk/model/limits.h"
#include "sdk/profile/validate.h"

namespace nearshelf::protocol {
namespace {

TEST(Limits, OfAnEventAreTheDevices) {
  EXPECT_EQ(kMaxEventIdBytes, profile::kMaxEventIdBytes);
  EXPECT_EQ(kMaxItemIdBytes, profile::kMaxItemIdBytes);
  EXPECT_EQ(kMaxDwellMs, profile::kMaxDwellMs);
  EXPECT_EQ(kMaxQuantity, profile::kMaxQuantity);
  EXPECT_EQ(kMaxPrice, profile::kMaxPrice);
  EXPECT_EQ(kMaxRating, profile::kMaxRating);
  EXPECT_EQ(kMaxModelIdBytes, model::kMaxNameBytes);
}

TEST(Limits, AsManyPseudonymsAsMayBeListedFitIntoABody) {
  EXPECT_LT(kMaxListedPseudonyms * (2 * kPseudonymBytes + 3) + 256, kMaxBodyBytes);
}

}  // namespace
}  // namespace nearshelf::protocol
