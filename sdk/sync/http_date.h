// The date of an HTTP header, and the one header that has either a date or seconds.
#ifndef NEARSHELF_SDK_SYNC_HTTP_DATE_H_
#define NEARSHELF_SDK_SYNC_HTTP_DATE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "sdk/base/time.h"

namespace nearshelf::sync {

// The three forms of RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT" (a year that
// would be more than 50 years after now_ms is one of the century before) and "Sun Nov  6 08:49:37 1994".
std::optional<TimeMs> parse_http_date(std::string_view text, TimeMs now_ms);

inline constexpr int64_t kMaxRetryAfterMs = kDayMs;

// How long to wait from now on, 0 to kMaxRetryAfterMs; empty for anything that is neither seconds nor a date.
std::optional<int64_t> parse_retry_after(std::string_view text, TimeMs now_ms);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_HTTP_DATE_H_
