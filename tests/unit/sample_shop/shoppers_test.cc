#include "server_sync/sample_shop/shoppers.h"

#include <gtest/gtest.h>

#include "server_sync/sample_shop/vocabulary.h"

namespace nearshelf::sample_shop {
namespace {

TEST(Shoppers, HaveFavouritesAndAFewComeOften) {
  Shoppers shoppers(1000, 1);
  for (size_t s = 0; s < 1000; ++s) {
    EXPECT_FALSE(shoppers[s].categories.empty());
    EXPECT_LE(shoppers[s].categories.size(), 3u);
    for (const uint32_t category : shoppers[s].categories) EXPECT_LT(category, category_words().size());
    EXPECT_LT(shoppers[s].style, kStyleCount);
    EXPECT_GT(shoppers[s].price_level, 0);
    EXPECT_FALSE(shoppers[s].last_item.has_value());
  }
  Random random(1, Stream::kSessions);
  size_t of_the_first_quarter = 0;
  for (int i = 0; i < 10'000; ++i) of_the_first_quarter += shoppers.draw(random) < 250;
  EXPECT_NEAR(static_cast<double>(of_the_first_quarter), 5000, 200);
}

TEST(Shoppers, LikeTheirStyleAndTheirPrices) {
  Shopper shopper;
  shopper.style = 2;
  shopper.price_level = 1;
  Product product;
  product.category = 0;
  product.style = 2;
  product.price_cents = static_cast<int64_t>(category_words()[0].median_price * 100);
  const double best = taste_match(shopper, product);
  EXPECT_NEAR(best, 1, 0.001);
  product.price_cents *= 4;
  const double dear = taste_match(shopper, product);
  EXPECT_LT(dear, best / 2);
  product.style = 0;
  EXPECT_LT(taste_match(shopper, product), dear / 2);
  EXPECT_GT(taste_match(shopper, product), 0);
}

}  // namespace
}  // namespace nearshelf::sample_shop
