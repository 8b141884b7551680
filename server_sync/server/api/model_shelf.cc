#include "server_sync/server/api/model_shelf.h"

#include <optional>
#include <span>

#include "server_sync/publisher/site/digest.h"
#include "server_sync/publisher/site/manifest.h"

namespace nearshelf::server {

Result<std::shared_ptr<const OfferedModel>> ModelShelf::load(const StoredModel& stored) const {
  NEARSHELF_ASSIGN_OR_RETURN(const std::vector<uint8_t> bytes, store_->read_model(stored.tenant, stored.sha256));
  if (site::sha256(bytes) != stored.sha256) return corrupt("the stored model does not have its hash", stored.tenant);
  NEARSHELF_ASSIGN_OR_RETURN(auto opened, model::Model::open(model::AlignedBytes::copy_of(bytes)));
  auto offered = std::make_shared<OfferedModel>();
  offered->stored = stored;
  offered->model = std::move(opened);
  offered->name = site::short_name(stored.sha256) + ".nsm";
  site::Manifest manifest;
  manifest.model = {stored.model_id, stored.version, {offered->name, stored.size_bytes, stored.sha256}};
  offered->manifest = site::manifest_text(manifest);
  const auto* text = reinterpret_cast<const uint8_t*>(offered->manifest.data());
  offered->manifest_etag = "\"" + site::short_name(site::sha256(std::span(text, offered->manifest.size()))) + "\"";
  return std::shared_ptr<const OfferedModel>(std::move(offered));
}

Status ModelShelf::refresh() {
  const std::lock_guard lock(refreshing_);
  NEARSHELF_ASSIGN_OR_RETURN(const std::vector<std::string> tenants, store_->tenants());
  const std::shared_ptr<const ByTenant> old = offered_.load();
  auto now = std::make_shared<ByTenant>();
  Status first_error;
  for (const std::string& tenant : tenants) {
    const auto before = old->find(tenant);
    const Result<std::optional<StoredModel>> current = store_->current_model(tenant);
    if (current.ok() && !*current) continue;
    if (current.ok() && (before == old->end() || before->second->stored.sha256 != (*current)->sha256)) {
      Result<std::shared_ptr<const OfferedModel>> loaded = load(**current);
      if (loaded.ok()) {
        auto offered = std::make_shared<OfferedModel>(**loaded);
        if (before != old->end()) {
          auto previous = std::make_shared<OfferedModel>(*before->second);
          previous->before = nullptr;
          offered->before = std::move(previous);
        }
        items_->set(tenant, offered->model);
        now->emplace(tenant, std::move(offered));
        continue;
      }
      if (first_error.ok()) first_error = loaded.status().at("the model of " + tenant);
    } else if (!current.ok() && first_error.ok()) {
      first_error = current.status();
    }
    if (before != old->end()) now->emplace(tenant, before->second);
  }
  offered_.store(std::move(now));
  return first_error;
}

std::shared_ptr<const OfferedModel> ModelShelf::find(std::string_view tenant) const {
  const std::shared_ptr<const ByTenant> offered = offered_.load();
  const auto found = offered->find(tenant);
  return found == offered->end() ? nullptr : found->second;
}

}  // namespace nearshelf::server
