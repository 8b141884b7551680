// The rows of the tables events and quarantine: chunks of events of one pseudonym.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_CHUNKS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_CHUNKS_H_

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/sqlite/writer.h"

namespace nearshelf::server::sqlite {

enum class Table { kEvents, kQuarantine };

struct Chunk {
  int64_t id = 0;
  std::vector<StoredEvent> events;
  std::string reason;  // of the quarantine
};

// All of `events` have one pseudonym; `reason` is that of the quarantine, empty for the events.
Status insert_chunk(Database& database, int64_t tenant, std::span<const StoredEvent* const> events,
                    std::string_view reason);
// Leaves `events` of what is there; without any, the row goes. The keys of events that go are the caller's to delete.
Status replace_chunk(Database& database, Table table, int64_t id, const std::vector<StoredEvent>& events);
Status delete_key(Writer& writer, int64_t tenant, std::string_view event_id);

Result<std::vector<Chunk>> chunks_of(Database& database, Table table, int64_t tenant, const Bytes32& pseudonym);
// Some of those with an event before `before_ms`, oldest first; empty when there are none.
Result<std::vector<Chunk>> old_chunks(Database& database, Table table, int64_t tenant, TimeMs before_ms, int limit);

// As the functions of EventStore of the same names.
Status read_pseudonyms(Database& database, std::string_view tenant, std::span<const Bytes32> pseudonyms,
                       const EventStore::EventSink& sink);
Status read_sessions(Database& database, const SessionFilter& filter, const EventStore::EventSink& sink);

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_CHUNKS_H_
