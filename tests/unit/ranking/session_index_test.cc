#include "sdk/ranking/session_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ranking/past_sessions.h"

namespace nearshelf::ranking {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SessionIndex, FindsTheSessionsOfAnItemNewestFirstAndEachOnce) {
  const SessionIndex index = index_of({{0, 1, 0}, {2, 1}, {0, 0}}, 4);
  EXPECT_EQ(index.session_count(), 3u);
  EXPECT_THAT(index.sessions_of(0), ElementsAre(2, 0));
  EXPECT_THAT(index.sessions_of(1), ElementsAre(1, 0));
  EXPECT_THAT(index.sessions_of(2), ElementsAre(1));
  EXPECT_THAT(index.sessions_of(3), IsEmpty());
}

TEST(SessionIndex, KeepsTheClicksOfASessionInTheirOrder) {
  const SessionIndex index = index_of({{3, 1, 3}, {2}}, 4);
  EXPECT_THAT(index.session(0), ElementsAre(3, 1, 3));
  EXPECT_THAT(index.session(1), ElementsAre(2));
}

TEST(SessionIndex, LevelsOfCountsAreLogarithms) {
  const SessionIndex index =
      index_of({std::vector<uint32_t>(1, 0), std::vector<uint32_t>(3, 1), std::vector<uint32_t>(8, 2)}, 4);
  EXPECT_EQ(index.count_level(0), 0u);
  EXPECT_EQ(index.count_level(1), 1u);
  EXPECT_EQ(index.count_level(2), 3u);
  EXPECT_EQ(index.count_level(3), 0u);
}

TEST(SessionIndex, TrendTellsRisingFromFallingItems) {
  // 400 clicks: the newest twentieth are the last 20. Item 0 fell, item 1 is steady, item 2 rose.
  std::vector<std::vector<uint32_t>> sessions;
  for (int i = 0; i < 95; ++i) sessions.push_back({0, 0, 1, 1});
  for (int i = 0; i < 5; ++i) sessions.push_back({2, 2, 1, 1});
  const SessionIndex index = index_of(sessions, 4);
  EXPECT_EQ(index.trend_level(0), 1u);
  EXPECT_GT(index.trend_level(1), index.trend_level(0));
  EXPECT_GT(index.trend_level(2), index.trend_level(1));
  EXPECT_LT(index.trend_level(2), SessionIndex::kTrendLevels);
  EXPECT_EQ(index.trend_level(3), 0u);
}

TEST(SessionIndex, OfNothingIsEmpty) {
  EXPECT_TRUE(SessionIndex().empty());
  EXPECT_EQ(SessionIndex().session_count(), 0u);
  EXPECT_TRUE(index_of({}, 3).empty());
  EXPECT_FALSE(index_of({{0, 1}}, 3).empty());
}

TEST(SessionIndex, CountsItsMemory) {
  const SessionIndex index = index_of({{0, 1, 2, 3}, {0, 1}}, 4);
  EXPECT_GE(index.memory_bytes(), (6 + 3 + 6 + 5) * sizeof(uint32_t) + 4);
}

}  // namespace
}  // namespace nearshelf::ranking
