// Secrets that the server makes for itself on its first start and keeps in files of their own.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_KEY_FILE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_KEY_FILE_H_

#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::server {

// The 32 bytes of a file of 64 hex digits and a newline. When there is no such file it is made, durably, readable by
// its owner alone (0600), with random bytes; of two servers that start at once one makes it. what: for messages, such
// as "pepper". Errors, never with the content: kCorrupt, no key or one that others may read; kIo, kNoSpace.
Result<protocol::Bytes32> load_or_make_key(const std::string& path, std::string_view what);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_KEY_FILE_H_
