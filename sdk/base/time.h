// Time units. Wall-clock times are milliseconds since 1970-01-01 00:00 UTC everywhere in Nearshelf.
#ifndef NEARSHELF_SDK_BASE_TIME_H_
#define NEARSHELF_SDK_BASE_TIME_H_

#include <cstdint>

namespace nearshelf {

using TimeMs = int64_t;

inline constexpr TimeMs kSecondMs = 1000;
inline constexpr TimeMs kMinuteMs = 60 * kSecondMs;
inline constexpr TimeMs kHourMs = 60 * kMinuteMs;
inline constexpr TimeMs kDayMs = 24 * kHourMs;
inline constexpr TimeMs kMaxTimeMs = 253'402'300'799'999;  // the end of year 9999

// The number of whole `unit`s before `time_ms`, rounded down also before 1970.
constexpr int64_t whole_units(TimeMs time_ms, TimeMs unit) { return time_ms / unit - (time_ms % unit < 0 ? 1 : 0); }

}  // namespace nearshelf

#endif  // NEARSHELF_SDK_BASE_TIME_H_
