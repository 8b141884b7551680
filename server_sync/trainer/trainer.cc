#include "server_sync/trainer/trainer.h"

#include <algorithm>

#include "server_sync/trainer/train_run.h"

namespace nearshelf::trainer {
namespace {

Status check_data(const data::SessionDataset& data) {
  if (data.item_count() == 0 || data.offsets.empty() || data.offsets.back() != data.click_count() ||
      !std::is_sorted(data.offsets.begin(), data.offsets.end())) {
    return invalid_argument("there are no items, or the session offsets do not cover the clicks", "sessions");
  }
  if (std::any_of(data.items.begin(), data.items.end(), [&](uint32_t item) { return item >= data.item_count(); })) {
    return invalid_argument("a click names an item beyond the catalog", "sessions");
  }
  for (size_t s = 0; s < data.session_count(); ++s) {
    if (data.session(s).size() >= 2) return ok_status();
  }
  return invalid_argument("no session has two clicks, so there is nothing to learn from", "sessions");
}

}  // namespace

Result<TrainResult> train(const data::SessionDataset& data, const TrainOptions& options, const TrainHooks& hooks) {
  NEARSHELF_RETURN_IF_ERROR(check_options(options));
  NEARSHELF_RETURN_IF_ERROR(check_data(data));
  if (hooks.resume && hooks.checkpoint_path.empty()) {
    return invalid_argument("resuming needs the path of a checkpoint", "resume");
  }
  return TrainRun(data, options, hooks).run();
}

}  // namespace nearshelf::trainer
