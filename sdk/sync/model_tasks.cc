#include "sdk/sync/model_tasks.h"

#include <algorithm>

#include "sdk/sync/requests.h"

namespace nearshelf::sync {
namespace {

constexpr size_t kMaxEtagBytes = 256;

// It comes back in a header of ours. One that would break that is passed over: then the manifest is fetched whole.
std::string plain_etag(std::string_view etag) {
  const bool plain = etag.size() <= kMaxEtagBytes &&
                     std::all_of(etag.begin(), etag.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  return plain ? std::string(etag) : std::string();
}

}  // namespace

Status ModelTasks::restore(store::Store& store) {
  NEARSHELF_ASSIGN_OR_RETURN(check_, load_manifest_check(store.values()));
  return ok_status();
}

std::optional<TimeMs> ModelTasks::checked_ms() const {
  if (!check_) return std::nullopt;
  return check_->time_ms;
}

Request ModelTasks::manifest_request(const ModelInUse& in_use) const {
  // Without a model "unchanged" would be no answer.
  return sync::manifest_request(manifest_url_, in_use.usable && check_ ? check_->etag : std::string());
}

Request ModelTasks::model_request() const { return sync::model_request(*next_); }

Status ModelTasks::take_manifest(store::Store& store, const Outcome& outcome, const ModelInUse& in_use, TimeMs now_ms) {
  NEARSHELF_ASSIGN_OR_RETURN(ManifestModel model, read_manifest(outcome.text(), manifest_url_));
  next_etag_ = plain_etag(outcome.etag);
  if (in_use.usable && model.version <= in_use.version) return settle(store, now_ms);
  next_ = std::move(model);
  return ok_status();
}

Status ModelTasks::keep(store::Store& store, TimeMs now_ms) {
  next_etag_ = check_ ? check_->etag : std::string();
  return settle(store, now_ms);
}

Status ModelTasks::settle(store::Store& store, TimeMs now_ms) {
  check_ = ManifestCheck{now_ms, next_etag_};
  next_.reset();
  return save_manifest_check(store.values(), *check_);
}

}  // namespace nearshelf::sync
