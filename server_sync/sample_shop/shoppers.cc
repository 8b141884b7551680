#include "server_sync/sample_shop/shoppers.h"

#include <algorithm>

#include "server_sync/sample_shop/vocabulary.h"

namespace nearshelf::sample_shop {
namespace {

constexpr double kPriceLevelSigma = 0.5;
constexpr size_t kMaxFavourites = 3;

}  // namespace

Shoppers::Shoppers(size_t count, uint64_t seed) : shoppers_(count) {
  Random random(seed, Stream::kShoppers);
  for (Shopper& shopper : shoppers_) {
    const size_t favourites = 1 + random.below(kMaxFavourites);
    for (size_t i = 0; i < favourites; ++i) {
      shopper.categories.push_back(static_cast<uint32_t>(random.below(category_words().size())));
    }
    shopper.style = static_cast<uint32_t>(random.below(kStyleCount));
    shopper.price_level = random.log_normal(1, kPriceLevelSigma);
  }
}

size_t Shoppers::draw(Random& random) const {
  // The square of a uniform number puts half of the visits on a quarter of the shoppers.
  const double share = random.uniform();
  return std::min(shoppers_.size() - 1, static_cast<size_t>(share * share * static_cast<double>(shoppers_.size())));
}

double taste_match(const Shopper& shopper, const Product& product) {
  const double liked = shopper.price_level * category_words()[product.category].median_price * 100;
  return style_match(shopper.style, product.style) *
         (0.25 + 0.75 * price_match(product.price_cents, static_cast<int64_t>(liked) + 1));
}

}  // namespace nearshelf::sample_shop
