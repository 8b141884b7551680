#include "sdk/sync/options.h"

#include <algorithm>

#include "sdk/sync/limits.h"
#include "sdk/sync/url.h"

namespace nearshelf::sync {
namespace {

constexpr size_t kMaxKeyBytes = 256;
constexpr uint32_t kMaxPseudonymDays = 365;

bool is_printable(char c) { return c > ' ' && c < '\x7f'; }

}  // namespace

Status check_options(const SyncOptions& options) {
  if (options.key.empty() || options.key.size() > kMaxKeyBytes) {
    return invalid_argument("not 1 to 256 characters", "options.sync.key");
  }
  // It goes into a header: a line break in it would begin another one.
  if (!std::all_of(options.key.begin(), options.key.end(), is_printable)) {
    return invalid_argument("has a character that is not printable ASCII", "options.sync.key");
  }
  if (!options.manifest.empty()) {
    const auto resolved = resolve_url({}, options.manifest);
    if (!resolved.ok()) return invalid_argument(resolved.status().message(), "options.sync.manifest");
  }
  if (options.pseudonym_days < 1 || options.pseudonym_days > kMaxPseudonymDays) {
    return invalid_argument("not 1 to 365", "options.sync.pseudonym_days");
  }
  if (options.batch_events < 1 || options.batch_events > kMaxBatchEvents) {
    return invalid_argument("not 1 to 500", "options.sync.batch_events");
  }
  if (options.batch_interval_ms > kDayMs) {
    return invalid_argument("longer than a day", "options.sync.batch_interval_ms");
  }
  if (options.model_interval_ms < kMinuteMs) {
    return invalid_argument("shorter than a minute", "options.sync.model_interval_ms");
  }
  return ok_status();
}

}  // namespace nearshelf::sync
