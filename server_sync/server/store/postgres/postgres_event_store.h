// The event store in PostgreSQL (14 or newer): any number of servers on one database.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_POSTGRES_EVENT_STORE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_POSTGRES_EVENT_STORE_H_

#include <memory>
#include <string>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

// conninfo: as libpq has it ("host=... dbname=...", or "postgresql://..."); a password is better in ~/.pgpass. Makes
// and migrates the tables in the first schema of the search path. A restart of the database is survived: what runs then
// is an error, what comes after connects again. Errors: those of EventStore, kUnsupportedVersion when a newer server
// made the tables.
Result<std::unique_ptr<EventStore>> open_postgres_store(const std::string& conninfo);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_POSTGRES_EVENT_STORE_H_
