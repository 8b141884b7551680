#include "server_sync/cli/session_pairs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::cli {
namespace {

using ::testing::ElementsAre;

data::SessionDataset dataset() {
  data::SessionDataset data;
  data.item_ids = {"a", "b", "c"};
  data.items = {0, 1, 2, 2, 1, 0, 1};
  data.offsets = {0, 2, 3, 6, 7};
  data.end_times = {10, 20, 30, 40};
  return data;
}

TEST(SessionPairs, EveryPrefixGetsTheClickAfterIt) {
  const evaluation::TestPairs pairs = session_pairs(dataset(), 1, 100);
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_THAT(pairs.prefix(0), ElementsAre(2));
  EXPECT_EQ(pairs.labels[0], 1u);
  EXPECT_THAT(pairs.prefix(1), ElementsAre(2, 1));
  EXPECT_EQ(pairs.labels[1], 0u);
  EXPECT_EQ(session_pairs(dataset(), 0, 100).size(), 3u);
  EXPECT_EQ(session_pairs(dataset(), 4, 100).size(), 0u);
}

TEST(SessionPairs, TooManyAreThinnedOutEvenly) {
  data::SessionDataset data;
  data.item_ids = {"a"};
  for (int s = 0; s < 1000; ++s) {
    data.items.insert(data.items.end(), {0, 0});
    data.offsets.push_back(data.items.size());
  }
  EXPECT_EQ(session_pairs(data, 0, 100).size(), 100u);
  EXPECT_EQ(session_pairs(data, 0, 999).size(), 999u);
  EXPECT_EQ(session_pairs(data, 0, 1000).size(), 1000u);
}

TEST(SessionRange, KeepsTheCatalogAndTheTimes) {
  const data::SessionDataset range = session_range(dataset(), 1, 3);
  EXPECT_THAT(range.item_ids, ElementsAre("a", "b", "c"));
  EXPECT_THAT(range.items, ElementsAre(2, 2, 1, 0));
  EXPECT_THAT(range.offsets, ElementsAre(0, 1, 4));
  EXPECT_THAT(range.end_times, ElementsAre(20, 30));
  EXPECT_EQ(session_range(dataset(), 4, 4).session_count(), 0u);
}

}  // namespace
}  // namespace nearshelf::cli
