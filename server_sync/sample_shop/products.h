// The made-up catalog and what goes with what in it.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_PRODUCTS_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_PRODUCTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nearshelf::sample_shop {

struct Product {
  uint32_t category = 0;  // index into category_words()
  uint32_t kind = 0;      // index into the category's kinds
  uint32_t brand = 0;     // index into brand_names()
  uint32_t style = 0;     // below kStyleCount
  int64_t price_cents = 0;
  std::string_view material;  // a word of the category's materials
  std::string_view variant;   // a word of its variants
  double appeal = 0;          // popularity at equal exposure: Zipf over the whole shop
  std::string title;
};

// Products are indexed from 0; their external ids are index + 1, in an order that says nothing about the category.
struct Catalog {
  std::vector<Product> products;
  std::vector<std::vector<uint32_t>> listing;  // by category: as the category page shows it, most appealing first
  std::vector<uint32_t> listing_position;      // by product
  std::vector<std::vector<uint32_t>>
      substitutes;  // by product: same kind or category, alike in style and price, best first
  std::vector<std::vector<uint32_t>> complements;  // by product: from the categories that go with it
};

// `count` >= the number of categories, so that none is empty.
Catalog make_catalog(size_t count, uint64_t seed);

std::string category_path(uint32_t category);                       // "Kitchen > Knives"
std::string product_url(const Catalog& catalog, uint32_t product);  // "/p/12-nordic-walnut-cutting-board"
std::string product_image(uint32_t product);                        // "images/12.svg"

// How well a product of style `a` suits a taste of style `b`: 1, less for neighbours in look, little for others.
double style_match(uint32_t a, uint32_t b);
// exp(-|ln(a / b)|): 1 for equal prices, 1/2 for one twice the other.
double price_match(int64_t a_cents, int64_t b_cents);

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_PRODUCTS_H_
