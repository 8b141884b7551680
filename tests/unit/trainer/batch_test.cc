#include "server_sync/trainer/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

using testing::ElementsAre;

TEST(BatchTest, ClipsStandSideBySideTheLongestFirst) {
  const data::SessionDataset data = make_dataset(9, {{1, 2}, {3, 4, 5, 6}, {7, 8, 0}});
  const Clip clips[] = {
      {.begin = 0, .clicks = 2, .weight = 0.5f}, {.begin = 2, .clicks = 4}, {.begin = 6, .clicks = 3}};
  Batch batch;
  make_clip_batch(data, clips, batch);
  EXPECT_THAT(batch.input, ElementsAre(3, 7, 1, 4, 8, 5));
  EXPECT_THAT(batch.target, ElementsAre(4, 8, 2, 5, 0, 6));
  EXPECT_THAT(batch.weight, ElementsAre(1.0f, 1.0f, 0.5f, 1.0f, 1.0f, 1.0f));
  EXPECT_THAT(batch.previous, ElementsAre(-1, -1, -1, 0, 1, 3));
  EXPECT_THAT(batch.step_begin, ElementsAre(0, 3, 5, 6));
  EXPECT_EQ(batch.lanes(), 3u);
  const size_t lanes[] = {batch.lane(0), batch.lane(2), batch.lane(3), batch.lane(4), batch.lane(5)};
  EXPECT_THAT(lanes, ElementsAre(0, 2, 0, 1, 0));
}

TEST(BatchTest, NoClipsMakeAnEmptyBatch) {
  Batch batch;
  make_clip_batch(make_dataset(1, {}), {}, batch);
  EXPECT_EQ(batch.rows(), 0u);
  EXPECT_EQ(batch.steps(), 0u);
  EXPECT_EQ(batch.lanes(), 0u);
}

}  // namespace
}  // namespace nearshelf::trainer
