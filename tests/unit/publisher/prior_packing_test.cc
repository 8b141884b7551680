#include "server_sync/publisher/prior_packing.h"

#include <gtest/gtest.h>

namespace nearshelf::publisher {
namespace {

TEST(PriorPacking, CountsAllSessionsAndTheNewestTwentieth) {
  data::SessionDataset dataset;
  dataset.item_ids = {"1", "2", "3"};
  for (int s = 0; s < 40; ++s) {
    dataset.items.push_back(0);
    dataset.items.push_back(s >= 38 ? 2 : 1);
    dataset.offsets.push_back(dataset.items.size());
  }
  EXPECT_EQ(count_popularity(dataset), (std::vector<uint32_t>{40, 38, 2}));
  EXPECT_EQ(count_trend(dataset), (std::vector<uint32_t>{2, 0, 2}));
}

TEST(PriorPacking, TrendHasASessionAtLeast) {
  data::SessionDataset dataset;
  dataset.item_ids = {"1", "2"};
  EXPECT_EQ(count_trend(dataset), (std::vector<uint32_t>{0, 0}));
  dataset.items = {0, 1, 1};
  dataset.offsets = {0, 1, 3};
  EXPECT_EQ(count_trend(dataset), (std::vector<uint32_t>{0, 2}));
}

TEST(PriorPacking, SmallCountsStayExact) {
  const std::vector<uint32_t> counts = {0, 1, 17, 65535};
  EXPECT_EQ(fit_counts(counts), counts);
  EXPECT_TRUE(fit_counts({}).empty());
}

TEST(PriorPacking, LargeCountsKeepTheirProportion) {
  EXPECT_EQ(fit_counts(std::vector<uint32_t>{0, 1, 65536, 131070}), (std::vector<uint32_t>{0, 1, 32768, 65535}));
  EXPECT_EQ(fit_counts(std::vector<uint32_t>{1, 0xFFFFFFFFu}), (std::vector<uint32_t>{1, 65535}));
}

}  // namespace
}  // namespace nearshelf::publisher
