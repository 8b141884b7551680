// The shelf's part in the sync: what the coordinator has to know of the rest, and the installation of what it fetched.
#include <utility>

#include "sdk/engine/shelf.h"

namespace nearshelf::engine {

sync::Device Shelf::sync_device() const {
  sync::Device device;
  device.measured = holds(privacy::kMeasurement);
  if (model_) device.model = {true, model_->id(), model_->model().provenance().version};
  return device;
}

Result<sync::NextTask> Shelf::next_task(sync::Moment moment) {
  const std::lock_guard lock(mutex_);
  return sync_->next(moment, sync_device());
}

Status Shelf::finish_task(uint64_t task_id, const sync::Outcome& outcome) {
  std::optional<sync::ManifestModel> fetched;
  {
    const std::lock_guard lock(mutex_);
    NEARSHELF_ASSIGN_OR_RETURN(fetched, sync_->finish(task_id, outcome, sync_device()));
  }
  if (!fetched) return ok_status();
  // Hashing and verifying megabytes must not keep recommendations waiting.
  Status installed = sync::check_artifact(*fetched, outcome.body, *platform_.crypto);
  const bool as_promised = installed.ok();
  if (as_promised) installed = install_fetched(*fetched, outcome.body);
  const std::lock_guard lock(mutex_);
  const Status noted = sync_->finish_model(task_id, installed, as_promised);
  return installed.ok() ? noted : installed;
}

Status Shelf::install_fetched(const sync::ManifestModel& promised, std::span<const uint8_t> bytes) {
  NEARSHELF_ASSIGN_OR_RETURN(auto next, LoadedModel::open_copy(bytes));
  const auto& provenance = next->model().provenance();
  if (provenance.model_id != promised.id || provenance.version != promised.version) {
    return corrupt("the artifact has another id or version than the manifest says", "model " + promised.id);
  }
  return install(std::move(next));
}

void Shelf::release_task(uint64_t task_id) {
  const std::lock_guard lock(mutex_);
  sync_->release(task_id);
}

Result<sync::SyncInfo> Shelf::sync_info() {
  const std::lock_guard lock(mutex_);
  return sync_->info();
}

}  // namespace nearshelf::engine
