#include "server_sync/trainer/candidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

using testing::ElementsAre;

const std::vector<uint32_t> kCounts(50, 1);

Batch two_sessions() {
  const data::SessionDataset data = make_dataset(50, {{10, 20, 10}, {20, 30}});
  const Clip clips[] = {{.begin = 0, .clicks = 3}, {.begin = 3, .clicks = 2}};
  Batch batch;
  make_clip_batch(data, clips, batch);
  return batch;
}

TEST(CandidatesTest, EveryItemOnceTargetsFirst) {
  const NegativeSampler sampler(kCounts, 0.5f);
  Candidates candidates(50);
  for (uint64_t serial = 0; serial < 3; ++serial) {  // reuse must leave nothing behind
    candidates.choose(two_sessions(), true, 30, sampler, Random(1, Random::Purpose::kNegatives, serial));
    const std::vector<uint32_t>& items = candidates.items();
    EXPECT_EQ(std::set<uint32_t>(items.begin(), items.end()).size(), items.size());
    EXPECT_THAT(std::vector<uint32_t>(items.begin(), items.begin() + 3), ElementsAre(20, 30, 10));
    for (size_t i = 0; i < items.size(); ++i) EXPECT_EQ(candidates.local(items[i]), i);
    EXPECT_EQ(candidates.scored(), items.size());
    EXPECT_EQ(candidates.batch_clicks(), 5u);
    EXPECT_GT(items.size(), 15u);
  }
}

TEST(CandidatesTest, InputsThatAreNotScoredComeLast) {
  const data::SessionDataset data = make_dataset(50, {{1, 2}});
  const Clip clip{.begin = 0, .clicks = 2};
  Batch batch;
  make_clip_batch(data, {&clip, 1}, batch);
  std::vector<uint32_t> counts(50);
  counts[7] = 1;  // the only negative there can be
  Candidates candidates(50);
  candidates.choose(batch, false, 5, NegativeSampler(counts, 0.5f), Random(1, Random::Purpose::kNegatives));
  EXPECT_THAT(candidates.items(), ElementsAre(2, 7, 1));
  EXPECT_EQ(candidates.scored(), 2u);
  EXPECT_EQ(candidates.batch_clicks(), 1u);
}

TEST(CandidatesTest, NoNegativesMeansTheWholeCatalog) {
  Candidates candidates(50);
  EXPECT_FALSE(candidates.whole_catalog());
  candidates.choose(two_sessions(), true, 0, NegativeSampler(kCounts, 0.5f), Random(1, Random::Purpose::kNegatives));
  EXPECT_TRUE(candidates.whole_catalog());
  EXPECT_EQ(candidates.scored(), 50u);
  EXPECT_EQ(candidates.local(33), 33u);
}

}  // namespace
}  // namespace nearshelf::trainer
