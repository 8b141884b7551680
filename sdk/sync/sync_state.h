// What of the sync has to survive a restart, by name in the store. Everything else is found there anyway.
#ifndef NEARSHELF_SDK_SYNC_SYNC_STATE_H_
#define NEARSHELF_SDK_SYNC_SYNC_STATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/store/key_values.h"
#include "sdk/sync/retry_policy.h"

namespace nearshelf::sync {

// Kinds of requests that wait each for themselves.
enum class Lane { kEvents, kErase, kModel };

Result<Pause> load_pause(store::KeyValues& values, Lane lane);
Status save_pause(store::KeyValues& values, Lane lane, const Pause& pause);

// How many events a batch may have after what the server refused.
Result<uint64_t> load_batch_limit(store::KeyValues& values);
Status save_batch_limit(store::KeyValues& values, uint64_t limit);

// When the manifest was last looked at to the end, and the ETag it had then.
struct ManifestCheck {
  TimeMs time_ms = 0;
  std::string etag;
};
Result<std::optional<ManifestCheck>> load_manifest_check(store::KeyValues& values);
Status save_manifest_check(store::KeyValues& values, const ManifestCheck& check);

// 0 = never.
Result<TimeMs> load_last_success(store::KeyValues& values);
Status save_last_success(store::KeyValues& values, TimeMs time_ms);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_SYNC_STATE_H_
