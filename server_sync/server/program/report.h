// How commands say what went wrong.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_REPORT_H_
#define NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_REPORT_H_

#include "sdk/base/status.h"

namespace nearshelf::server {

// Writes the error to standard error and returns the exit code: 2 for what the caller can put right, otherwise 1.
int report_error(const Status& error);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_REPORT_H_
