#include "sdk/sync/sync_state.h"

#include <algorithm>
#include <limits>

#include "sdk/sync/limits.h"

namespace nearshelf::sync {
namespace {

constexpr std::string_view kBatchLimit = "sync.batch_limit";
constexpr std::string_view kManifestChecked = "sync.manifest_checked_ms";
constexpr std::string_view kManifestEtag = "sync.manifest_etag";
constexpr std::string_view kLastSuccess = "sync.last_success_ms";

struct PauseKeys {
  std::string_view failures;
  std::string_view from;
  std::string_view until;
};

PauseKeys keys_of(Lane lane) {
  switch (lane) {
    case Lane::kEvents: return {"sync.events.failures", "sync.events.from_ms", "sync.events.until_ms"};
    case Lane::kErase: return {"sync.erase.failures", "sync.erase.from_ms", "sync.erase.until_ms"};
    case Lane::kModel: break;
  }
  return {"sync.model.failures", "sync.model.from_ms", "sync.model.until_ms"};
}

}  // namespace

Result<Pause> load_pause(store::KeyValues& values, Lane lane) {
  const PauseKeys keys = keys_of(lane);
  NEARSHELF_ASSIGN_OR_RETURN(const auto failures, values.integer(keys.failures));
  NEARSHELF_ASSIGN_OR_RETURN(const auto from_ms, values.integer(keys.from));
  NEARSHELF_ASSIGN_OR_RETURN(const auto until_ms, values.integer(keys.until));
  Pause pause;
  pause.failures =
      static_cast<uint32_t>(std::clamp<int64_t>(failures.value_or(0), 0, std::numeric_limits<uint32_t>::max() / 2));
  pause.from_ms = from_ms.value_or(0);
  pause.until_ms = until_ms.value_or(0);
  return pause;
}

Status save_pause(store::KeyValues& values, Lane lane, const Pause& pause) {
  const PauseKeys keys = keys_of(lane);
  NEARSHELF_RETURN_IF_ERROR(values.put(keys.failures, pause.failures));
  NEARSHELF_RETURN_IF_ERROR(values.put(keys.from, pause.from_ms));
  return values.put(keys.until, pause.until_ms);
}

Result<uint64_t> load_batch_limit(store::KeyValues& values) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto limit, values.integer(kBatchLimit));
  return static_cast<uint64_t>(std::clamp<int64_t>(limit.value_or(kMaxBatchEvents), 1, kMaxBatchEvents));
}

Status save_batch_limit(store::KeyValues& values, uint64_t limit) {
  return values.put(kBatchLimit, static_cast<int64_t>(limit));
}

Result<std::optional<ManifestCheck>> load_manifest_check(store::KeyValues& values) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto time_ms, values.integer(kManifestChecked));
  if (!time_ms) return std::optional<ManifestCheck>();
  NEARSHELF_ASSIGN_OR_RETURN(auto etag, values.text(kManifestEtag));
  return std::optional<ManifestCheck>({*time_ms, std::move(etag).value_or(std::string())});
}

Status save_manifest_check(store::KeyValues& values, const ManifestCheck& check) {
  NEARSHELF_RETURN_IF_ERROR(values.put(kManifestChecked, check.time_ms));
  return values.put_text(kManifestEtag, check.etag);
}

Result<TimeMs> load_last_success(store::KeyValues& values) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto time_ms, values.integer(kLastSuccess));
  return time_ms.value_or(0);
}

Status save_last_success(store::KeyValues& values, TimeMs time_ms) { return values.put(kLastSuccess, time_ms); }

}  // namespace nearshelf::sync
