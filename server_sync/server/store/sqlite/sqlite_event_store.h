// The event store in one SQLite file: the default, for one server.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_SQLITE_EVENT_STORE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_SQLITE_EVENT_STORE_H_

#include <memory>
#include <string>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

// Makes the file when it is absent, and migrates one of an older layout. Readers have connections of their own and
// never wait for a writer. Errors: those of EventStore, kUnsupportedVersion when a newer server wrote it,
// kFailedPrecondition when it is a database of something else.
Result<std::unique_ptr<EventStore>> open_sqlite_store(const std::string& path);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_SQLITE_EVENT_STORE_H_
