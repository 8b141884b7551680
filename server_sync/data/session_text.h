// The literature's layout: one session a line.
#ifndef NEARSHELF_SERVER_SYNC_DATA_SESSION_TEXT_H_
#define NEARSHELF_SERVER_SYNC_DATA_SESSION_TEXT_H_

#include "sdk/base/status.h"
#include "server_sync/data/line_reader.h"
#include "server_sync/data/session_log.h"

namespace nearshelf::data {

// Reads item ids separated by spaces, oldest session first; empty lines are skipped.
// Errors, with file:line: those of LineReader; kInvalidArgument for a tab (a file of test pairs has them) and for ids
// that check_id() refuses.
Result<SessionLog> read_session_text(LineReader& lines);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_SESSION_TEXT_H_
