#include "server_sync/sample_shop/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace nearshelf::sample_shop {
namespace {

using ::testing::ElementsAre;

TEST(Vocabulary, WordsAreSplitAtBars) {
  EXPECT_THAT(split_words("a|b c|d"), ElementsAre("a", "b c", "d"));
  EXPECT_THAT(split_words("a"), ElementsAre("a"));
}

TEST(Vocabulary, CategoriesAreDistinctAndFilled) {
  std::set<std::string_view> names;
  for (const CategoryWords& words : category_words()) {
    EXPECT_TRUE(names.insert(words.name).second) << words.name;
    EXPECT_GT(words.median_price, 0);
    for (const std::string_view list : {words.kinds, words.materials, words.variants, words.complements}) {
      for (const std::string_view word : split_words(list)) {
        EXPECT_FALSE(word.empty()) << words.name;
        EXPECT_EQ(word.find_first_of("\t\n\""), std::string_view::npos) << "a title must fit into a TSV field";
      }
    }
  }
  EXPECT_GE(names.size(), 50u);
}

TEST(Vocabulary, BrandsAreDistinct) {
  const std::set<std::string_view> brands(brand_names().begin(), brand_names().end());
  EXPECT_EQ(brands.size(), brand_names().size());
  for (size_t style = 0; style < kStyleCount; ++style) EXPECT_GE(split_words(style_words(style)).size(), 3u);
}

}  // namespace
}  // namespace nearshelf::sample_shop
