// Which items a tenant's shop has, as far as the server knows.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_ITEM_CATALOG_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_ITEM_CATALOG_H_

#include <string_view>

namespace nearshelf::server {

// Threads: any thread.
class ItemCatalog {
 public:
  virtual ~ItemCatalog() = default;
  // Whether the tenant's current model has the item. True for a tenant without a model: nothing can be told there.
  virtual bool knows(std::string_view tenant, std::string_view item_id) const = 0;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_ITEM_CATALOG_H_
