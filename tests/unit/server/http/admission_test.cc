#include "server_sync/server/http/admission.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

TEST(Budget, TakesUpToItsLimit) {
  Budget budget(10);
  EXPECT_TRUE(budget.try_take(7));
  EXPECT_FALSE(budget.try_take(4));
  EXPECT_EQ(budget.used(), 7);
  EXPECT_FALSE(budget.is_full());
  EXPECT_TRUE(budget.try_take(3));
  EXPECT_TRUE(budget.is_full());
  budget.give_back(10);
  EXPECT_EQ(budget.used(), 0);
}

TEST(Share, GivesBackWhatItTookWhenItGoes) {
  Budget budget(10);
  {
    Share share(budget);
    EXPECT_TRUE(share.grow(4));
    EXPECT_TRUE(share.grow(4));
    EXPECT_FALSE(share.grow(4));
    EXPECT_EQ(budget.used(), 8);
  }
  EXPECT_EQ(budget.used(), 0);
  Share share(budget);
  EXPECT_TRUE(share.grow(4));
  share.release();
  share.release();
  EXPECT_EQ(budget.used(), 0);
}

}  // namespace
}  // namespace nearshelf::server
