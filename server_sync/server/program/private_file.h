// Files for secrets and for other programs: whole or not there.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_PRIVATE_FILE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_PRIVATE_FILE_H_

#include <string>
#include <string_view>

#include "sdk/base/status.h"

namespace nearshelf::server {

// Replaces the file durably; nobody else may ever read it with `mode` 0600. Errors: kNoSpace, kIo; the place is the
// path.
Status write_whole_file(const std::string& path, std::string_view text, unsigned mode);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_PRIVATE_FILE_H_
