#include "sdk/model/catalog.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/test_model.h"

namespace nearshelf::model {
namespace {

using testing::make_test_model;
using testing::TestModelOptions;

TEST(Catalog, ParsesCanonicalNumbersOnly) {
  EXPECT_EQ(parse_numeric_id("0"), 0u);
  EXPECT_EQ(parse_numeric_id("17"), 17u);
  EXPECT_EQ(parse_numeric_id("4294967295"), 4294967295u);
  for (const char* id :
       {"", "+1", "-1", "01", "00", "1 ", " 1", "1.0", "0x1", "4294967296", "99999999999", "a", "1a"}) {
    EXPECT_FALSE(parse_numeric_id(id).has_value()) << id;
  }
}

TEST(Catalog, FindsEveryNumericId) {
  for (const uint32_t count : {1u, 2u, 3u, 120u}) {
    TestModelOptions options;
    options.item_count = count;
    const auto model = make_test_model(options);
    const Catalog& catalog = model->catalog();
    for (uint32_t i = 0; i < count; ++i) {
      EXPECT_EQ(catalog.id(i), std::to_string(10 + 3 * i));
      EXPECT_EQ(catalog.find(catalog.id(i)), i);
    }
    for (const char* id : {"", "0", "9", "11", "10000", "010", "x", "-10", "4294967295"}) {
      EXPECT_FALSE(catalog.find(id).has_value()) << id;
    }
  }
}

TEST(Catalog, FindsEveryTextId) {
  for (const uint32_t count : {1u, 2u, 3u, 120u}) {
    TestModelOptions options;
    options.item_count = count;
    options.text_ids = true;
    const auto model = make_test_model(options);
    const Catalog& catalog = model->catalog();
    for (uint32_t i = 0; i < count; ++i) EXPECT_EQ(catalog.find(catalog.id(i)), i);
    EXPECT_EQ(catalog.id(0), "sku-000000");
    for (const char* id : {"", "sku-", "sku-0000000", "sku-999999", "zzz", "0"}) {
      EXPECT_FALSE(catalog.find(id).has_value()) << id;
    }
  }
}

TEST(Catalog, FindsNamesButNotTheUnknownOne) {
  const auto model = make_test_model();
  const Catalog& catalog = model->catalog();
  EXPECT_EQ(catalog.category_count(), 6u);
  EXPECT_EQ(catalog.brand_count(), 4u);
  for (uint16_t c = 1; c < catalog.category_count(); ++c) EXPECT_EQ(catalog.find_category(catalog.category_name(c)), c);
  for (uint16_t b = 1; b < catalog.brand_count(); ++b) EXPECT_EQ(catalog.find_brand(catalog.brand_name(b)), b);
  EXPECT_FALSE(catalog.find_category("").has_value());
  EXPECT_FALSE(catalog.find_category("boot").has_value());
  EXPECT_FALSE(catalog.find_brand("alder").has_value());
}

TEST(Catalog, GivesAttributes) {
  const auto model = make_test_model();
  const Catalog& catalog = model->catalog();
  EXPECT_EQ(catalog.category(0), 0);  // item 0 is one of the unknown ones
  EXPECT_EQ(catalog.category_name(catalog.category(0)), "");
  EXPECT_TRUE(std::isnan(catalog.price(0)));
  EXPECT_EQ(catalog.title(0), "");
  EXPECT_NE(catalog.category(1), 0);
  EXPECT_GE(catalog.price(1), 1.0f);
  EXPECT_EQ(catalog.title(1), "Item \u2116 1");
  EXPECT_EQ(catalog.url(119), catalog.title(119).empty() ? "" : "/p/119");
  EXPECT_EQ(catalog.image(1), "/i/1.webp");
}

TEST(Catalog, IsSilentWithoutAttributes) {
  TestModelOptions options;
  options.with_attributes = false;
  const auto model = make_test_model(options);
  const Catalog& catalog = model->catalog();
  EXPECT_EQ(catalog.category(5), 0);
  EXPECT_EQ(catalog.brand(5), 0);
  EXPECT_TRUE(std::isnan(catalog.price(5)));
  EXPECT_EQ(catalog.title(5), "");
  EXPECT_EQ(catalog.url(5), "");
  EXPECT_EQ(catalog.image(5), "");
  EXPECT_EQ(catalog.category_name(0), "");
  EXPECT_EQ(catalog.category_count(), 0u);
  EXPECT_FALSE(catalog.find_category("boots").has_value());
  EXPECT_FALSE(catalog.find_brand("Alder").has_value());
}

}  // namespace
}  // namespace nearshelf::model
