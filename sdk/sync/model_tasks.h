// The way to a newer model: its manifest, then the artifact.
//
// Threads: none of this locks; its owner serialises the calls.
#ifndef NEARSHELF_SDK_SYNC_MODEL_TASKS_H_
#define NEARSHELF_SDK_SYNC_MODEL_TASKS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/store/store.h"
#include "sdk/sync/manifest.h"
#include "sdk/sync/sync_state.h"
#include "sdk/sync/task.h"

namespace nearshelf::sync {

// What the device has.
struct ModelInUse {
  bool usable = false;
  std::string id;
  uint64_t version = 0;
};

class ModelTasks {
 public:
  // manifest_url: resolved; empty = no model is fetched.
  explicit ModelTasks(std::string manifest_url) : manifest_url_(std::move(manifest_url)) {}
  Status restore(store::Store& store);

  bool enabled() const { return !manifest_url_.empty(); }
  bool known() const { return next_.has_value(); }
  // Empty also while no model is usable and the last look is not known to have ended well.
  std::optional<TimeMs> checked_ms() const;

  Request manifest_request(const ModelInUse& in_use) const;
  Request model_request() const;

  // Of a 2xx. OK: either a newer model is known now, or the look has come to its end, which is noted in the store. Call
  // it in a transaction. Errors: those of read_manifest() and of the store.
  Status take_manifest(store::Store& store, const Outcome& outcome, const ModelInUse& in_use, TimeMs now_ms);
  // Of a 304.
  Status keep(store::Store& store, TimeMs now_ms);
  // The model that was fetched.
  const ManifestModel& next() const { return *next_; }
  // It came as the manifest says, and was installed or will never be: it is not fetched again before the manifest
  // changes. Call it in a transaction.
  Status settle(store::Store& store, TimeMs now_ms);
  // It did not come: the manifest is asked for anew.
  void give_up() { next_.reset(); }

 private:
  const std::string manifest_url_;
  std::optional<ManifestCheck> check_;
  std::optional<ManifestModel> next_;
  std::string next_etag_;
};

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_MODEL_TASKS_H_
