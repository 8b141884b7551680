// Events -> sessions.
#ifndef NEARSHELF_SERVER_SYNC_DATA_SESSIONIZE_H_
#define NEARSHELF_SERVER_SYNC_DATA_SESSIONIZE_H_

#include <optional>

#include "sdk/base/time.h"
#include "server_sync/data/cleaning_report.h"
#include "server_sync/data/session_log.h"

namespace nearshelf::data {

// Groups events by session, in order of time and, at equal times, of the file; drops exact duplicates (same session,
// item and time); and starts a new session where more than `gap` (> 0) passes between two clicks, unless `gap` is
// empty. Sessions come out oldest first: by their last click, then their first click, then the file. Adds the steps
// "duplicates" and "session_gap".
SessionLog sessionize(EventLog events, std::optional<TimeMs> gap, CleaningReport& report);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_SESSIONIZE_H_
