// A catalog with the attributes that a test writes down.
#ifndef NEARSHELF_TESTS_UNIT_RANKING_SMALL_CATALOG_H_
#define NEARSHELF_TESTS_UNIT_RANKING_SMALL_CATALOG_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "sdk/model/catalog.h"
#include "sdk/model/packed_ints.h"

namespace nearshelf::ranking {

// Owner of the arrays that catalog() points into. Empty lists stand for unknown attributes.
class SmallCatalog {
 public:
  SmallCatalog(uint32_t item_count, const std::vector<uint32_t>& categories, const std::vector<uint32_t>& brands = {},
               std::vector<float> prices = {})
      : categories_(model::pack_ints(categories, kBits)),
        brands_(model::pack_ints(brands, kBits)),
        prices_(std::move(prices)) {
    model::CatalogParts parts;
    parts.item_count = item_count;
    parts.categories = model::PackedInts(categories_, kBits, categories.size());
    parts.brands = model::PackedInts(brands_, kBits, brands.size());
    parts.prices = prices_;
    catalog_ = model::Catalog(parts);
  }
  SmallCatalog(const SmallCatalog&) = delete;
  SmallCatalog& operator=(const SmallCatalog&) = delete;

  const model::Catalog& catalog() const { return catalog_; }

 private:
  static constexpr uint32_t kBits = 16;
  std::vector<uint8_t> categories_;
  std::vector<uint8_t> brands_;
  std::vector<float> prices_;
  model::Catalog catalog_;
};

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_TESTS_UNIT_RANKING_SMALL_CATALOG_H_
