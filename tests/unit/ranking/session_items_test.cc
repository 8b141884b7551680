#include "sdk/ranking/session_items.h"

#include <gtest/gtest.h>

#include <vector>

namespace nearshelf::ranking {
namespace {

TEST(SessionItems, AreDistinctAndNewestFirstWithTheirClicks) {
  SessionItems session;
  session.assign(std::vector<uint32_t>{4, 2, 4, 7, 2, 4}, 8);
  ASSERT_EQ(session.items().size(), 3u);
  EXPECT_EQ(session.items()[0].item, 4u);
  EXPECT_EQ(session.items()[0].clicks, 3u);
  EXPECT_EQ(session.items()[1].item, 2u);
  EXPECT_EQ(session.items()[1].clicks, 2u);
  EXPECT_EQ(session.items()[2].item, 7u);
  EXPECT_EQ(session.clicks().size(), 6u);
  EXPECT_EQ(session.age_plus_one(4), 1u);
  EXPECT_EQ(session.age_plus_one(7), 3u);
  EXPECT_EQ(session.age_plus_one(0), 0u);
  EXPECT_EQ(session.clicks_of(2), 2u);
  EXPECT_EQ(session.clicks_of(0), 0u);
}

TEST(SessionItems, ForgetThePreviousSession) {
  SessionItems session;
  session.assign(std::vector<uint32_t>{1, 2, 3}, 8);
  session.assign(std::vector<uint32_t>{5}, 8);
  EXPECT_EQ(session.age_plus_one(1), 0u);
  EXPECT_EQ(session.age_plus_one(5), 1u);
  session.assign(std::vector<uint32_t>{11}, 12);  // another model
  EXPECT_EQ(session.age_plus_one(5), 0u);
  EXPECT_EQ(session.age_plus_one(11), 1u);
}

TEST(SessionItems, LookBackOnlySoFar) {
  std::vector<uint32_t> clicks(SessionItems::kMaxClicks + 1, 3);
  clicks.front() = 1;
  SessionItems session;
  session.assign(clicks, 4);
  EXPECT_EQ(session.clicks().size(), SessionItems::kMaxClicks);
  EXPECT_EQ(session.age_plus_one(1), 0u);
  EXPECT_EQ(session.clicks_of(3), SessionItems::kMaxClicks);
}

}  // namespace
}  // namespace nearshelf::ranking
