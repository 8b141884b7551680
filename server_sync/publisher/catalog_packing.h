// The catalog in the form of the artifact: ids, attribute codes, prices and texts.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_CATALOG_PACKING_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_CATALOG_PACKING_H_

#include <cstdint>
#include <memory>

#include "sdk/base/status.h"
#include "sdk/schema/model_generated.h"
#include "server_sync/data/dataset.h"

namespace nearshelf::publisher {

// What could not be stored as it was given.
struct CatalogLosses {
  uint32_t rare_categories = 0;  // distinct names beyond 65,535; their items count as of unknown category
  uint32_t rare_category_items = 0;
  uint32_t rare_brands = 0;
  uint32_t rare_brand_items = 0;
  uint32_t bad_texts = 0;   // names, titles, urls or images that are not UTF-8 or contain NUL: left empty
  uint32_t bad_prices = 0;  // negative or infinite: unknown
};

struct PackedCatalog {
  std::unique_ptr<schema::CatalogT> catalog;
  CatalogLosses losses;
};

// An attribute that no item has is left out. Errors: kInvalidArgument for no items, too many, an id that is empty or
// not UTF-8, or ids that are not sorted and unique as sdk/model/catalog.h says.
Result<PackedCatalog> pack_catalog(const data::SessionDataset& dataset);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_CATALOG_PACKING_H_
