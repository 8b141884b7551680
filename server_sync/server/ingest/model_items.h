// The items of the models that the server offers.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_MODEL_ITEMS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_MODEL_ITEMS_H_

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "sdk/model/model.h"
#include "server_sync/server/ingest/item_catalog.h"

namespace nearshelf::server {

// Threads: every method may be called from any thread.
class ModelItems : public ItemCatalog {
 public:
  // model: the tenant's current one; null = there is none.
  void set(std::string_view tenant, std::shared_ptr<const model::Model> model);
  bool knows(std::string_view tenant, std::string_view item_id) const override;

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, std::shared_ptr<const model::Model>, std::less<>> models_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_MODEL_ITEMS_H_
