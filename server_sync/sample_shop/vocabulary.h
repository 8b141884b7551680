// The words and prices that the made-up products are put together from.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_VOCABULARY_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_VOCABULARY_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace nearshelf::sample_shop {

// One category. Lists of words are separated by bars.
struct CategoryWords {
  std::string_view department;  // "Kitchen"
  std::string_view name;        // "Knives"
  double median_price;          // of the shop's currency
  double price_sigma;           // of the logarithm
  std::string_view kinds;       // what it is: "Bread Knife|Paring Knife"
  std::string_view materials;
  std::string_view variants;     // sizes or colours
  std::string_view complements;  // names of categories whose products go with these
};

std::span<const CategoryWords> category_words();

// Looks of products and tastes of shoppers; each has a few words that appear in titles.
inline constexpr size_t kStyleCount = 5;
std::string_view style_words(size_t style);

// Names of brands that exist nowhere, as far as we know.
std::span<const std::string_view> brand_names();

std::vector<std::string_view> split_words(std::string_view words);

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_VOCABULARY_H_
