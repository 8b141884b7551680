#include "sdk/ranking/item_filter.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/ranking/small_catalog.h"

namespace nearshelf::ranking {
namespace {

// Items 0..4: category, brand, price; item 4 is unknown in everything.
class ItemFilterTest : public ::testing::Test {
 protected:
  std::vector<uint32_t> allowed(const Filter& filter) const {
    const auto item_filter = ItemFilter::create(filter, items_.catalog());
    std::vector<uint32_t> items;
    for (uint32_t i = 0; i < 5; ++i) {
      if (item_filter->allows(i)) items.push_back(i);
    }
    return items;
  }

  const SmallCatalog items_{
      5, {1, 2, 1, 3, 0}, {1, 1, 2, 2, 0}, {5.0f, 10.0f, 15.0f, 20.0f, std::numeric_limits<float>::quiet_NaN()}};
};

using Items = std::vector<uint32_t>;

TEST_F(ItemFilterTest, AnEmptyFilterLetsAllThrough) { EXPECT_EQ(allowed({}), (Items{0, 1, 2, 3, 4})); }

TEST_F(ItemFilterTest, CategoriesAndBrandsMustBeListed) {
  EXPECT_EQ(allowed({.categories = {3, 1}}), (Items{0, 2, 3}));
  EXPECT_EQ(allowed({.brands = {2}}), (Items{2, 3}));
  EXPECT_EQ(allowed({.categories = {1}, .brands = {2}}), (Items{2}));
}

TEST_F(ItemFilterTest, PriceLimitsAreInclusiveAndUnknownPricesFailThem) {
  EXPECT_EQ(allowed({.min_price = 10.0f}), (Items{1, 2, 3}));
  EXPECT_EQ(allowed({.max_price = 10.0f}), (Items{0, 1}));
  EXPECT_EQ(allowed({.min_price = 10.0f, .max_price = 10.0f}), (Items{1}));
}

TEST_F(ItemFilterTest, ExcludedItemsNeverPass) { EXPECT_EQ(allowed({.excluded = {4, 0, 0}}), (Items{1, 2, 3})); }

TEST_F(ItemFilterTest, ImpossibleFiltersAreErrors) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<Filter> impossible = {
      {.min_price = 2.0f, .max_price = 1.0f}, {.min_price = nan}, {.max_price = nan}, {.excluded = {5}}};
  for (const Filter& filter : impossible) {
    const auto result = ItemFilter::create(filter, items_.catalog());
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.status().code(), Code::kInvalidArgument);
  }
}

}  // namespace
}  // namespace nearshelf::ranking
