// What an answer means for the next request, and how long to wait before it: the table of docs/how-sync-works.md.
#ifndef NEARSHELF_SDK_SYNC_RETRY_POLICY_H_
#define NEARSHELF_SDK_SYNC_RETRY_POLICY_H_

#include <cstdint>
#include <optional>

#include "sdk/base/time.h"
#include "sdk/platform/random.h"

namespace nearshelf::sync {

enum class Answer {
  kAccepted,   // 2xx
  kUnchanged,  // 304, for a manifest
  kRefused,    // 400, 413, 415, 422: this very body will never be taken
  kForbidden,  // 401, 403: the key is wrong or withdrawn
  kFailed,     // no answer, and all others
};
// http_status 0 = no answer.
Answer classify(int http_status);

// Between failures of one kind of request. Times are of the wall clock, so that they mean something after a restart.
struct Pause {
  uint32_t failures = 0;  // in a row
  TimeMs from_ms = 0;
  TimeMs until_ms = 0;  // not above from_ms = no pause

  bool operator==(const Pause&) const = default;
};

// How much of the pause is left. When the clock is before its beginning it was set back: the pause begins anew, which
// keeps what a server asked for and ends after its own length at most.
int64_t remaining_ms(Pause& pause, TimeMs now_ms);

// After an answer that is neither kAccepted nor kUnchanged. `retry_after_ms`: what the answer asks for.
Pause pause_after(const Pause& before, Answer answer, std::optional<int64_t> retry_after_ms, TimeMs now_ms,
                  platform::Random& random);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_RETRY_POLICY_H_
