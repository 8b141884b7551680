// Times as event files write them.
#ifndef NEARSHELF_SERVER_SYNC_DATA_TIME_TEXT_H_
#define NEARSHELF_SERVER_SYNC_DATA_TIME_TEXT_H_

#include <string>
#include <string_view>

#include "sdk/base/time.h"

namespace nearshelf::data {

enum class TimeTextError {
  kNone,
  kUnreadable,  // neither a number nor ISO 8601, or no such day or hour
  kNoZone,      // ISO 8601 without a zone: it could mean any of 26 hours
  kOutOfRange,  // before 1970 or after 2099: a broken clock or another unit
};

struct ParsedTime {
  TimeMs time = 0;
  TimeTextError error = TimeTextError::kNone;
};

// Reads
//   - a number of seconds since 1970 UTC (below 10^11; a fraction is allowed) or of milliseconds (from 10^11 on);
//   - ISO 8601: 2014-04-07T10:51:09.277Z, with T or a space, with or without seconds and their fraction, and with the
//     zone Z, UTC, +02:00, +0200 or +02. Without a zone, and for a day alone, it is kNoZone, or UTC when `assume_utc`.
ParsedTime parse_time(std::string_view text, bool assume_utc);

// What is wrong, for a person: "has no time zone".
std::string_view time_error_text(TimeTextError error);

// "2014-04-07T10:51:09.277Z".
std::string format_time(TimeMs time);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_TIME_TEXT_H_
