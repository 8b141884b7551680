#include "server_sync/sample_shop/products.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "server_sync/sample_shop/vocabulary.h"

namespace nearshelf::sample_shop {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

const Catalog& catalog() {
  static const Catalog kCatalog = make_catalog(1500, 3);
  return kCatalog;
}

TEST(Products, EveryCategoryHasSomeAndAListingOfItsOwn) {
  ASSERT_EQ(catalog().products.size(), 1500u);
  ASSERT_EQ(catalog().listing.size(), category_words().size());
  size_t listed = 0;
  for (uint32_t c = 0; c < catalog().listing.size(); ++c) {
    const std::vector<uint32_t>& page = catalog().listing[c];
    EXPECT_FALSE(page.empty()) << category_path(c);
    for (size_t i = 0; i < page.size(); ++i) {
      EXPECT_EQ(catalog().products[page[i]].category, c);
      EXPECT_EQ(catalog().listing_position[page[i]], i);
      const uint32_t before = page[i > 0 ? i - 1 : 0];
      EXPECT_GE(catalog().products[before].appeal, catalog().products[page[i]].appeal);
    }
    listed += page.size();
  }
  EXPECT_EQ(listed, 1500u);
}

TEST(Products, PricesLookLikeShopPricesAndFollowTheCategory) {
  std::vector<double> ratios;
  for (const Product& product : catalog().products) {
    const int64_t cents = product.price_cents % 100;
    EXPECT_TRUE(cents == 95 || cents == 90 || cents == 0) << product.price_cents;
    ratios.push_back(static_cast<double>(product.price_cents) / 100 / category_words()[product.category].median_price);
  }
  std::sort(ratios.begin(), ratios.end());
  EXPECT_NEAR(ratios[ratios.size() / 2], 1, 0.25);
  EXPECT_GT(ratios.front(), 0.05);
  EXPECT_LT(ratios.back(), 20);
}

TEST(Products, TitlesNameBrandAndKind) {
  for (const Product& product : catalog().products) {
    EXPECT_THAT(product.title, HasSubstr(std::string(brand_names()[product.brand]) + " "));
    const auto kinds = split_words(category_words()[product.category].kinds);
    EXPECT_THAT(product.title, HasSubstr(std::string(kinds[product.kind]) + ", "));
  }
  EXPECT_THAT(category_path(0), MatchesRegex("[A-Z].* > [A-Z].*"));
  EXPECT_EQ(product_image(11), "images/12.svg");
}

TEST(Products, UrlsAreSafeAndUnique) {
  std::set<std::string> urls;
  for (uint32_t p = 0; p < catalog().products.size(); ++p) {
    const std::string url = product_url(catalog(), p);
    EXPECT_THAT(url, MatchesRegex("/p/[0-9]+-[a-z0-9-]+"));
    urls.insert(url);
  }
  EXPECT_EQ(urls.size(), catalog().products.size());
}

TEST(Products, SubstitutesAreOfTheSameCategoryAndComplementsOfThoseThatGoWithIt) {
  for (uint32_t p = 0; p < catalog().products.size(); ++p) {
    const CategoryWords& words = category_words()[catalog().products[p].category];
    for (const uint32_t other : catalog().substitutes[p]) {
      EXPECT_NE(other, p);
      EXPECT_EQ(catalog().products[other].category, catalog().products[p].category);
    }
    const auto names = split_words(words.complements);
    EXPECT_FALSE(catalog().complements[p].empty());
    for (const uint32_t other : catalog().complements[p]) {
      const std::string_view name = category_words()[catalog().products[other].category].name;
      EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << words.name << " with " << name;
    }
  }
}

TEST(Products, MatchesAreWithinTheirRange) {
  for (uint32_t a = 0; a < kStyleCount; ++a) {
    EXPECT_EQ(style_match(a, a), 1);
    for (uint32_t b = 0; b < kStyleCount; ++b) {
      EXPECT_EQ(style_match(a, b), style_match(b, a));
      EXPECT_TRUE(a == b || style_match(a, b) < 0.5);
      EXPECT_GT(style_match(a, b), 0);
    }
  }
  EXPECT_EQ(price_match(500, 500), 1);
  EXPECT_EQ(price_match(500, 1000), 0.5);
}

TEST(Products, TheSmallestShopWorks) {
  const Catalog small = make_catalog(100, 1);
  EXPECT_EQ(small.products.size(), 100u);
  for (const auto& page : small.listing) EXPECT_FALSE(page.empty());
}

}  // namespace
}  // namespace nearshelf::sample_shop
