// From a file of sessions to a data set: the one door of this directory.
#ifndef NEARSHELF_SERVER_SYNC_DATA_LOADER_H_
#define NEARSHELF_SERVER_SYNC_DATA_LOADER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "server_sync/data/cleaning_report.h"
#include "server_sync/data/dataset.h"
#include "server_sync/data/event_reader.h"
#include "server_sync/data/layout.h"

namespace nearshelf::data {

// What is not set follows the layout. A file of sessions, one a line, is already cleaned by whoever made it, so it is
// taken as it is: support 1, length 1, robots kept. Event tables are cleaned: support 5, length 2, robots dropped.
struct LoadOptions {
  std::optional<Layout> layout;  // empty = told from the first line
  EventOptions events;
  std::optional<TimeMs> session_gap = 30 * kMinuteMs;  // empty = sessions are not split; session-per-line never is
  std::optional<uint32_t> min_item_support;
  std::optional<uint32_t> min_session_length;
  std::optional<bool> drop_robots;
};

struct LoadedSessions {
  SessionDataset dataset;
  CleaningReport report;
};

// `path` may be "-" for standard input. Reads the whole file before anything is returned. Peak memory is about 40 bytes
// a click beside the text of the ids. Errors, with file:line where there is one: those of the readers; kInvalidArgument
// when nothing is left after cleaning.
Result<LoadedSessions> load_sessions(const std::string& path, const LoadOptions& options);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_LOADER_H_
