#include "sdk/ranking/selection.h"

#include <gtest/gtest.h>

#include "tests/unit/ranking/small_catalog.h"

namespace nearshelf::ranking {
namespace {

std::vector<uint32_t> indexes(const std::vector<ScoredItem>& items) {
  std::vector<uint32_t> result;
  for (const ScoredItem& item : items) result.push_back(item.index);
  return result;
}

class Selection : public ::testing::Test {
 protected:
  std::vector<uint32_t> select(size_t k, uint32_t max_per_category) {
    select_results(
        scores_, k, max_per_category, items_.catalog(), [](uint32_t i) { return i != 1; }, best_);
    return indexes(best_);
  }

  const std::vector<float> scores_ = {0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.4f, 0.4f};
  const SmallCatalog items_{7, {1, 1, 1, 1, 2, 0, 0}};
  std::vector<ScoredItem> best_;
};

using Items = std::vector<uint32_t>;

TEST_F(Selection, WithoutALimitIsTheTopOfWhatIsAllowed) { EXPECT_EQ(select(4, 0), (Items{0, 2, 3, 4})); }

TEST_F(Selection, TakesSoManyOfACategoryAndAnyOfUnknownOnes) {
  EXPECT_EQ(select(4, 1), (Items{0, 4, 5, 6}));
  EXPECT_EQ(select(3, 2), (Items{0, 2, 4}));
}

TEST_F(Selection, ReturnsFewerWhenNoMoreQualify) {
  EXPECT_EQ(select(100, 1), (Items{0, 4, 5, 6}));
  EXPECT_EQ(select(100, 0), (Items{0, 2, 3, 4, 5, 6}));
}

TEST(SelectionOfMany, ReachesFarDownForRareCategories) {
  // The best 1000 items are all of one category.
  std::vector<float> scores(1200);
  std::vector<uint32_t> categories(1200);
  for (size_t i = 0; i < scores.size(); ++i) {
    scores[i] = 1.0f / static_cast<float>(i + 1);
    categories[i] = i < 1000 ? 1 : static_cast<uint32_t>(i);
  }
  const SmallCatalog items(1200, categories);
  std::vector<ScoredItem> best;
  select_results(
      scores, 5, 1, items.catalog(), [](uint32_t) { return true; }, best);
  EXPECT_EQ(indexes(best), (Items{0, 1000, 1001, 1002, 1003}));
}

}  // namespace
}  // namespace nearshelf::ranking
