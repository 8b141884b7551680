#include "sdk/sync/retry_policy.h"

#include <algorithm>
#include <array>

namespace nearshelf::sync {
namespace {

constexpr int64_t kBaseMs = kSecondMs;
constexpr int64_t kMaxBackoffMs = kHourMs;
constexpr int64_t kForbiddenMs = kHourMs;
constexpr uint32_t kMaxExponent = 12;  // 2^12 seconds are more than an hour

// 0 to `limit`, both included.
int64_t random_up_to(int64_t limit, platform::Random& random) {
  std::array<uint8_t, 8> bytes{};
  random.fill(bytes);
  uint64_t value = 0;
  for (const uint8_t byte : bytes) value = value << 8 | byte;
  return static_cast<int64_t>(value % (static_cast<uint64_t>(limit) + 1));
}

}  // namespace

Answer classify(int http_status) {
  switch (http_status) {
    case 304: return Answer::kUnchanged;
    case 400:
    case 413:
    case 415:
    case 422: return Answer::kRefused;
    case 401:
    case 403: return Answer::kForbidden;
    default: return http_status >= 200 && http_status <= 299 ? Answer::kAccepted : Answer::kFailed;
  }
}

int64_t remaining_ms(Pause& pause, TimeMs now_ms) {
  if (pause.until_ms <= pause.from_ms) return 0;
  if (now_ms < pause.from_ms) {
    pause.until_ms = now_ms + (pause.until_ms - pause.from_ms);
    pause.from_ms = now_ms;
  }
  return std::max<int64_t>(pause.until_ms - now_ms, 0);
}

Pause pause_after(const Pause& before, Answer answer, std::optional<int64_t> retry_after_ms, TimeMs now_ms,
                  platform::Random& random) {
  Pause pause;
  pause.failures = before.failures + 1;
  pause.from_ms = now_ms;
  const int64_t ceiling = std::min(kMaxBackoffMs, kBaseMs << std::min(pause.failures, kMaxExponent));
  int64_t wait = answer == Answer::kForbidden ? kForbiddenMs : random_up_to(ceiling, random);
  // The larger one: "Retry-After: 0" of a server that goes on failing must not be an invitation to a storm.
  if (retry_after_ms) wait = std::max(wait, *retry_after_ms + random_up_to(*retry_after_ms / 2, random));
  pause.until_ms = now_ms + wait;
  return pause;
}

}  // namespace nearshelf::sync
