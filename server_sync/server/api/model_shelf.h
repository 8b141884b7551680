// The models that devices are offered: verified, in memory, so that serving one never asks the store.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_MODEL_SHELF_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_MODEL_SHELF_H_

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "sdk/model/model.h"
#include "server_sync/server/ingest/model_items.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

struct OfferedModel {
  StoredModel stored;
  std::shared_ptr<const model::Model> model;
  std::string name;      // of the file: 16 hex digits and ".nsm"
  std::string manifest;  // text
  std::string manifest_etag;
  std::shared_ptr<const OfferedModel> before;  // the one that was offered before it, for devices on their way
};

// Threads: every method may be called from any thread.
class ModelShelf {
 public:
  // Both outlive it. items: is told of every model that is offered.
  ModelShelf(EventStore* store, ModelItems* items) : store_(store), items_(items) {}

  // Takes what changed from the store. A model that cannot be read leaves the one before; the first error is returned
  // when all tenants were looked at.
  Status refresh();
  // Null when the tenant offers none.
  std::shared_ptr<const OfferedModel> find(std::string_view tenant) const;

 private:
  using ByTenant = std::map<std::string, std::shared_ptr<const OfferedModel>, std::less<>>;
  Result<std::shared_ptr<const OfferedModel>> load(const StoredModel& stored) const;

  EventStore* const store_;
  ModelItems* const items_;
  std::mutex refreshing_;
  std::atomic<std::shared_ptr<const ByTenant>> offered_{std::make_shared<const ByTenant>()};
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_MODEL_SHELF_H_
