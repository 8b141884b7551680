// Where the server's log goes: standard error, written by a thread of its own, so that a full pipe stops nobody.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_LOG_OUTPUT_H_
#define NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_LOG_OUTPUT_H_

#include <string_view>

#include "sdk/base/log.h"

namespace nearshelf::server {

// `level`: "debug", "info", "warning" or "error". Under a flood the oldest lines that wait are dropped.
LogSink start_log(std::string_view level);
// Writes what waits.
void finish_log();

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_LOG_OUTPUT_H_
