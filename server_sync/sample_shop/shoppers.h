// Who comes to the shop.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_SHOPPERS_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_SHOPPERS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "server_sync/sample_shop/products.h"
#include "server_sync/sample_shop/random.h"

namespace nearshelf::sample_shop {

struct Shopper {
  std::vector<uint32_t> categories;  // favourites, the first one most
  uint32_t style = 0;
  double price_level = 1;             // likes products at this multiple of the category's median price
  std::optional<uint32_t> last_item;  // where the last visit ended
};

class Shoppers {
 public:
  Shoppers(size_t count, uint64_t seed);

  // Index of who comes next: a few come often, most once or twice.
  size_t draw(Random& random) const;
  Shopper& operator[](size_t shopper) { return shoppers_[shopper]; }

 private:
  std::vector<Shopper> shoppers_;
};

// How well a product suits the shopper, in (0, 1].
double taste_match(const Shopper& shopper, const Product& product);

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_SHOPPERS_H_
