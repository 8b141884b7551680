// What an empty store is given, so that somebody can get in: the tenant "default" and a token for its admin.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_FIRST_START_H_
#define NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_FIRST_START_H_

#include <string>

#include "sdk/base/status.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

inline constexpr const char* kFirstTenant = "default";

// Does nothing in a store that has a token. Otherwise the token is in `data`/first-admin-token, which its owner alone
// may read, before the store knows it. Returns the path, or "" when nothing was done. Errors: kIo, kNoSpace, the
// store's.
Result<std::string> make_first_token(EventStore& store, const std::string& data, TimeMs now_ms);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_FIRST_START_H_
