#include "server_sync/server/ingest/model_items.h"

#include <mutex>
#include <utility>

namespace nearshelf::server {

void ModelItems::set(std::string_view tenant, std::shared_ptr<const model::Model> model) {
  const std::unique_lock lock(mutex_);
  models_[std::string(tenant)] = std::move(model);
}

bool ModelItems::knows(std::string_view tenant, std::string_view item_id) const {
  const std::shared_lock lock(mutex_);
  const auto found = models_.find(tenant);
  if (found == models_.end() || !found->second) return true;
  return found->second->catalog().find(item_id).has_value();
}

}  // namespace nearshelf::server
