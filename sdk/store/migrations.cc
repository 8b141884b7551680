#include "sdk/store/migrations.h"

#include <array>
#include <string>

namespace nearshelf::store {
namespace {

// Entry i leads from version i to version i + 1. A released entry never changes.
constexpr std::array kMigrations = {
    // Version 1.
    R"sql(
CREATE TABLE kv(
  key TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The one current model; the rest of its provenance stands in the artifact.
CREATE TABLE model(
  slot INTEGER PRIMARY KEY CHECK (slot = 1),
  model_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  installed_ms INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  rows_offset INTEGER NOT NULL,
  rows_size INTEGER NOT NULL,
  rows_block_bytes INTEGER NOT NULL
) STRICT;

-- The artifact in pieces that neither overlap nor leave a gap, by their byte offset in it. Embedding rows stand in
-- blocks of rows_block_bytes that begin at rows_offset.
CREATE TABLE model_block(
  byte_offset INTEGER PRIMARY KEY,
  slot INTEGER NOT NULL DEFAULT 1 REFERENCES model(slot) ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE sessions(
  session_id INTEGER PRIMARY KEY AUTOINCREMENT,
  started_ms INTEGER NOT NULL,
  last_active_ms INTEGER NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0,
  event_count INTEGER NOT NULL DEFAULT 0,
  -- GRU state after the last event: little-endian float32, of the model named beside it.
  hidden BLOB,
  hidden_model_id TEXT
) STRICT;

-- seq is the order of arrival. An event without a session came too late for the one it belonged to.
CREATE TABLE events(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  session_id INTEGER REFERENCES sessions(session_id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  item_id TEXT,
  query TEXT,
  dwell_ms INTEGER,
  scroll_percent INTEGER,
  quantity INTEGER,
  price REAL,
  rating REAL
) STRICT;
CREATE INDEX events_by_session ON events(session_id, seq);
CREATE INDEX events_purchased ON events(item_id) WHERE kind = 5;
)sql",
    // Version 2: consent, and what waits to be sent under it. A purpose's bit is that of NSH_PURPOSE_* in nearshelf.h.
    R"sql(
-- The ledger: a row per decision, the last one is in force.
CREATE TABLE decisions(
  decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
  decided_ms INTEGER NOT NULL,
  policy_version TEXT NOT NULL,
  granted INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  global_privacy_control INTEGER NOT NULL
) STRICT;

CREATE TABLE device_secret(
  slot INTEGER PRIMARY KEY CHECK (slot = 1),
  bytes BLOB NOT NULL CHECK (length(bytes) = 32)
) STRICT;

-- Those that events were queued under; handed_out once a batch with them was, which is what an erasure has to reach.
CREATE TABLE pseudonyms(
  pseudonym_id INTEGER PRIMARY KEY AUTOINCREMENT,
  days INTEGER NOT NULL,
  period INTEGER NOT NULL,
  bytes BLOB NOT NULL CHECK (length(bytes) = 32),
  handed_out INTEGER NOT NULL DEFAULT 0,
  UNIQUE (days, period)
) STRICT;

-- Events as they will be sent: already reduced to what their purposes allow.
CREATE TABLE outbox(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  queued_ms INTEGER NOT NULL,
  decision_id INTEGER NOT NULL REFERENCES decisions(decision_id),
  purposes INTEGER NOT NULL,
  pseudonym_id INTEGER NOT NULL REFERENCES pseudonyms(pseudonym_id),
  session_token INTEGER NOT NULL,
  position INTEGER NOT NULL,
  item_id TEXT NOT NULL,
  dwell_ms INTEGER,
  scroll_percent INTEGER,
  quantity INTEGER,
  price REAL,
  rating REAL
) STRICT;

-- Kept until a server acknowledges them; then the receipt takes the pseudonyms' place.
CREATE TABLE erase_requests(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id TEXT NOT NULL UNIQUE,
  scope INTEGER NOT NULL,
  requested_ms INTEGER NOT NULL,
  pseudonyms BLOB NOT NULL CHECK (length(pseudonyms) % 32 = 0),
  acknowledged_ms INTEGER,
  receipt TEXT
) STRICT;

CREATE TABLE counters(
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
};

}  // namespace

int schema_version() { return static_cast<int>(kMigrations.size()); }

Status check_identity(Connection& connection) {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t application, connection.integer("PRAGMA application_id"));
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t version, connection.integer("PRAGMA user_version"));
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t objects, connection.integer("SELECT count(*) FROM sqlite_schema"));
  const bool empty = objects == 0 && application == 0 && version == 0;
  if (!empty && application != kApplicationId) {
    return invalid_argument("this is a database of another program; give Nearshelf a file of its own",
                            connection.path());
  }
  if (version > schema_version()) {
    return Status(Code::kUnsupportedVersion,
                  "the database has layout " + std::to_string(version) +
                      ", written by a newer Nearshelf; this one reads up to " + std::to_string(schema_version()) +
                      ": update it",
                  connection.path());
  }
  return ok_status();
}

Status migrate(Connection& connection) {
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, connection.begin());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t version, connection.integer("PRAGMA user_version"));
  for (auto next = static_cast<size_t>(version); next < kMigrations.size(); ++next) {
    NEARSHELF_RETURN_IF_ERROR(connection.execute(kMigrations[next]));
  }
  if (version < schema_version()) {
    NEARSHELF_RETURN_IF_ERROR(connection.execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
                                                 "; PRAGMA user_version = " + std::to_string(schema_version())));
  }
  return transaction.commit();
}

}  // namespace nearshelf::store
