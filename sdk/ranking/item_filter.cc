#include "sdk/ranking/item_filter.h"

#include <cmath>
#include <string>

namespace nearshelf::ranking {
namespace {

// 1 at every value, up to the largest.
template <class T>
std::vector<uint8_t> marks(const std::vector<T>& values) {
  std::vector<uint8_t> marked;
  for (const T value : values) {
    if (value >= marked.size()) marked.resize(size_t{value} + 1);
    marked[value] = 1;
  }
  return marked;
}

bool contains(const std::vector<uint8_t>& marked, uint32_t value) {
  return value < marked.size() && marked[value] != 0;
}

}  // namespace

Result<ItemFilter> ItemFilter::create(const Filter& filter, const model::Catalog& catalog) {
  for (const std::optional<float>& price : {filter.min_price, filter.max_price}) {
    if (price && std::isnan(*price)) return invalid_argument("a price limit is not a number", "filter");
  }
  if (filter.min_price && filter.max_price && *filter.min_price > *filter.max_price) {
    return invalid_argument("min_price is above max_price", "filter");
  }
  for (const uint32_t item : filter.excluded) {
    if (item >= catalog.item_count()) {
      return invalid_argument("excluded item " + std::to_string(item) + " is not in the catalog", "filter.excluded");
    }
  }
  ItemFilter result;
  result.catalog_ = &catalog;
  result.categories_ = marks(filter.categories);
  result.brands_ = marks(filter.brands);
  result.excluded_ = marks(filter.excluded);
  result.min_price_ = filter.min_price;
  result.max_price_ = filter.max_price;
  return result;
}

bool ItemFilter::allows(uint32_t item) const {
  if (!categories_.empty() && !contains(categories_, catalog_->category(item))) return false;
  if (!brands_.empty() && !contains(brands_, catalog_->brand(item))) return false;
  if (min_price_ || max_price_) {
    const float price = catalog_->price(item);
    // Written so that an unknown price (NaN) fails.
    if (min_price_ && !(price >= *min_price_)) return false;
    if (max_price_ && !(price <= *max_price_)) return false;
  }
  return excluded_.empty() || !contains(excluded_, item);
}

}  // namespace nearshelf::ranking
