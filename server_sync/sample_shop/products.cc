#include "server_sync/sample_shop/products.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include "server_sync/sample_shop/random.h"
#include "server_sync/sample_shop/vocabulary.h"

namespace nearshelf::sample_shop {
namespace {

constexpr double kZipfExponent = 0.9;
constexpr double kZipfShift = 6;  // flattens the head: even the best seller is a small part of a shop's views
constexpr double kBrandPriceSigma = 0.3;
constexpr double kItemPriceSigma = 0.25;
constexpr size_t kBrandsPerDepartment = 8;
constexpr size_t kSubstitutes = 16;
constexpr size_t kComplements = 12;
constexpr std::array<double, 3> kStyleByDistance = {1.0, 0.45, 0.2};

// A department's brands, the leading ones first; every category sells them with Zipf shares.
struct Brands {
  std::vector<std::vector<uint32_t>> of_category;
  std::vector<double> price_factor;
};

Brands make_brands(Random& random) {
  Brands brands;
  for (size_t b = 0; b < brand_names().size(); ++b)
    brands.price_factor.push_back(random.log_normal(1, kBrandPriceSigma));
  std::string_view department;
  std::vector<uint32_t> chosen;
  for (const CategoryWords& words : category_words()) {
    if (words.department != department) {
      department = words.department;
      chosen.clear();
      while (chosen.size() < kBrandsPerDepartment) {
        const auto brand = static_cast<uint32_t>(random.below(brand_names().size()));
        if (std::find(chosen.begin(), chosen.end(), brand) == chosen.end()) chosen.push_back(brand);
      }
    }
    brands.of_category.push_back(chosen);
  }
  return brands;
}

// Prices as shops write them: 4.95, 37.90, 129.00.
int64_t shop_price(double price) {
  const auto units = std::max<int64_t>(1, static_cast<int64_t>(price));
  if (units < 20) return units * 100 + 95;
  if (units < 100) return units * 100 + 90;
  return (units / 10 * 10 + 9) * 100;
}

void set_title(const CategoryWords& words, Product& product, Random& random) {
  const auto any = [&random](std::string_view list) {
    const std::vector<std::string_view> split = split_words(list);
    return split[random.below(split.size())];
  };
  // One draw a line: the order of draws within an expression is the compiler's choice.
  const std::string_view look = any(style_words(product.style));
  product.material = any(words.materials);
  product.variant = any(words.variants);
  const auto add = [&product](std::string_view before, std::string_view word) {
    product.title += before;
    product.title += word;
  };
  add("", brand_names()[product.brand]);
  add(" ", look);
  add(" ", product.material);
  add(" ", split_words(words.kinds)[product.kind]);
  add(", ", product.variant);
}

Product make_product(uint32_t category, const Brands& brands, const WeightedChoice& brand_shares, Random& random) {
  const CategoryWords& words = category_words()[category];
  const std::vector<std::string_view> kinds = split_words(words.kinds);
  Product product;
  product.category = category;
  product.kind = static_cast<uint32_t>(random.below(kinds.size()));
  product.brand = brands.of_category[category][brand_shares.draw(random)];
  product.style = static_cast<uint32_t>(random.below(kStyleCount));
  // Kinds differ in price as much as products of one kind do: a kettle is not a tea infuser.
  const double kind_place = kinds.size() < 2 ? 0 : 2.0 * product.kind / static_cast<double>(kinds.size() - 1) - 1;
  const double price = random.log_normal(words.median_price, kItemPriceSigma) * brands.price_factor[product.brand] *
                       portable_exp(words.price_sigma * kind_place * 0.6);
  product.price_cents = shop_price(price);
  set_title(words, product, random);
  return product;
}

// Fisher-Yates.
void shuffle(std::vector<uint32_t>& values, Random& random) {
  for (size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.below(i)]);
}

void set_appeal(std::vector<Product>& products, Random& random) {
  std::vector<uint32_t> order(products.size());
  std::iota(order.begin(), order.end(), 0u);
  shuffle(order, random);
  for (size_t rank = 0; rank < order.size(); ++rank) {
    products[order[rank]].appeal = portable_pow(static_cast<double>(rank) + kZipfShift, -kZipfExponent);
  }
}

using Scored = std::pair<double, uint32_t>;

std::vector<uint32_t> best(std::vector<Scored> scored, size_t count) {
  count = std::min(count, scored.size());
  const auto better = [](const Scored& a, const Scored& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  std::partial_sort(scored.begin(), scored.begin() + static_cast<ptrdiff_t>(count), scored.end(), better);
  std::vector<uint32_t> items;
  for (size_t i = 0; i < count; ++i) items.push_back(scored[i].second);
  return items;
}

// Likeness times some luck, so that the lists are not a function of the attributes alone.
double likeness(const Product& a, const Product& b, Random& random) {
  return style_match(a.style, b.style) * price_match(a.price_cents, b.price_cents) * (0.3 + random.uniform());
}

std::vector<uint32_t> find_substitutes(const Catalog& catalog, uint32_t product, Random& random) {
  const Product& self = catalog.products[product];
  std::vector<Scored> scored;
  for (const uint32_t other : catalog.listing[self.category]) {
    if (other == product) continue;
    const double same_kind = catalog.products[other].kind == self.kind ? 3 : 1;
    scored.emplace_back(same_kind * likeness(self, catalog.products[other], random), other);
  }
  return best(std::move(scored), kSubstitutes);
}

std::vector<uint32_t> find_complements(const Catalog& catalog, uint32_t product, Random& random) {
  const Product& self = catalog.products[product];
  std::vector<Scored> scored;
  for (const std::string_view name : split_words(category_words()[self.category].complements)) {
    const auto words = std::find_if(category_words().begin(), category_words().end(),
                                    [name](const CategoryWords& other) { return other.name == name; });
    for (const uint32_t other : catalog.listing[static_cast<size_t>(words - category_words().begin())]) {
      const Product& candidate = catalog.products[other];
      // A complement need not cost the same, but it should look as if it belonged there.
      const double liked = style_match(self.style, candidate.style) * (0.1 + random.uniform());
      scored.emplace_back(liked * portable_pow(candidate.appeal, 0.3), other);
    }
  }
  return best(std::move(scored), kComplements);
}

void make_listings(Catalog& catalog) {
  catalog.listing.resize(category_words().size());
  catalog.listing_position.resize(catalog.products.size());
  for (uint32_t p = 0; p < catalog.products.size(); ++p) catalog.listing[catalog.products[p].category].push_back(p);
  for (std::vector<uint32_t>& page : catalog.listing) {
    std::stable_sort(page.begin(), page.end(), [&catalog](uint32_t a, uint32_t b) {
      return catalog.products[a].appeal > catalog.products[b].appeal;
    });
    for (uint32_t i = 0; i < page.size(); ++i) catalog.listing_position[page[i]] = i;
  }
}

}  // namespace

Catalog make_catalog(size_t count, uint64_t seed) {
  Random random(seed, Stream::kProducts);
  const Brands brands = make_brands(random);
  const std::array<double, kBrandsPerDepartment> shares = {1,       1.0 / 2, 1.0 / 3, 1.0 / 4,
                                                           1.0 / 5, 1.0 / 6, 1.0 / 7, 1.0 / 8};
  const WeightedChoice brand_shares(shares);
  std::vector<uint32_t> categories(count);
  for (size_t i = 0; i < count; ++i) {
    // One product for each category first; the others wherever they fall.
    categories[i] = static_cast<uint32_t>(i < category_words().size() ? i : random.below(category_words().size()));
  }
  shuffle(categories, random);
  Catalog catalog;
  for (const uint32_t category : categories) {
    catalog.products.push_back(make_product(category, brands, brand_shares, random));
  }
  set_appeal(catalog.products, random);
  make_listings(catalog);
  Random related(seed, Stream::kRelated);
  for (uint32_t p = 0; p < count; ++p) {
    catalog.substitutes.push_back(find_substitutes(catalog, p, related));
    catalog.complements.push_back(find_complements(catalog, p, related));
  }
  return catalog;
}

std::string category_path(uint32_t category) {
  const CategoryWords& words = category_words()[category];
  std::string path(words.department);
  path += " > ";
  path += words.name;
  return path;
}

std::string product_url(const Catalog& catalog, uint32_t product) {
  std::string slug;
  for (const char c : catalog.products[product].title) {
    if (c >= 'A' && c <= 'Z') slug += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) slug += c;
    if ((c == ' ' || c == '-' || c == '/') && !slug.ends_with('-')) slug += '-';
  }
  return "/p/" + std::to_string(product + 1) + "-" + slug;
}

std::string product_image(uint32_t product) { return "images/" + std::to_string(product + 1) + ".svg"; }

double style_match(uint32_t a, uint32_t b) {
  const uint32_t distance = a > b ? a - b : b - a;
  return kStyleByDistance[std::min<uint32_t>({distance, static_cast<uint32_t>(kStyleCount) - distance, 2})];
}

double price_match(int64_t a_cents, int64_t b_cents) {
  const auto low = static_cast<double>(std::min(a_cents, b_cents));
  return low / static_cast<double>(std::max(a_cents, b_cents));
}

}  // namespace nearshelf::sample_shop
