#include "server_sync/server/store/sqlite/layout.h"

#include <array>
#include <string>

namespace nearshelf::server::sqlite {
namespace {

// Events stand in chunks, those of one batch and pseudonym in one row: an index entry for each event would cost more
// than all else that storing it takes. event_keys has what makes an event unique, and nothing else per event.
constexpr const char* kLayout1 = R"sql(
CREATE TABLE tenants (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE event_keys (
  key BLOB PRIMARY KEY,      -- of (tenant, event id): 128 bits, keyed with secrets.event_keys
  body INTEGER NOT NULL,     -- the first 64 bits of the hash of its fields
  flags INTEGER NOT NULL     -- 1 the stream has acknowledged it, 2 it is in the quarantine
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  pseudonym BLOB NOT NULL,
  first_ms INTEGER NOT NULL, -- of the times of its events
  last_ms INTEGER NOT NULL,
  count INTEGER NOT NULL,
  body BLOB NOT NULL         -- event_record.h
) STRICT;
CREATE INDEX events_by_pseudonym ON events (tenant, pseudonym);
CREATE INDEX events_by_time ON events (tenant, first_ms);
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  pseudonym BLOB NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  count INTEGER NOT NULL,
  body BLOB NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX quarantine_by_pseudonym ON quarantine (tenant, pseudonym);
CREATE INDEX quarantine_by_time ON quarantine (tenant, first_ms);
CREATE TABLE tombstones (
  tenant INTEGER NOT NULL,
  pseudonym BLOB NOT NULL,
  scope INTEGER NOT NULL,    -- 1 model improvement, 2 all
  erased_ms INTEGER NOT NULL,
  PRIMARY KEY (tenant, pseudonym)
) STRICT, WITHOUT ROWID;
CREATE TABLE erasures (
  tenant INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  request BLOB NOT NULL,     -- sha256 of scope and pseudonyms
  events INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  erased_ms INTEGER NOT NULL,
  PRIMARY KEY (tenant, request_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (tenant INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (tenant, hash)) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  tenant INTEGER NOT NULL,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (tenant, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_heads (tenant INTEGER PRIMARY KEY, number INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE models (
  tenant INTEGER NOT NULL,
  version INTEGER NOT NULL,
  model_id TEXT NOT NULL,
  sha256 BLOB NOT NULL,
  published_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (tenant, version)
) STRICT;
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL,
  role INTEGER NOT NULL,
  secret_hash BLOB NOT NULL,
  created_ms INTEGER NOT NULL,
  label TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
  tenant INTEGER NOT NULL,
  hour_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (tenant, hour_ms, kind, name)
) STRICT, WITHOUT ROWID;
INSERT INTO secrets VALUES ('event_keys', randomblob(16));
)sql";

// Step i leads from layout i to layout i + 1.
constexpr std::array<const char*, kLayout> kSteps = {kLayout1};

}  // namespace

Status prepare_layout(Database& database) {
  for (;;) {
    // Read again for each step, under the lock: another process may be taking the same steps.
    NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, database.begin_write());
    NEARSHELF_ASSIGN_OR_RETURN(const int64_t application, database.integer("PRAGMA application_id"));
    NEARSHELF_ASSIGN_OR_RETURN(const int64_t layout, database.integer("PRAGMA user_version"));
    NEARSHELF_ASSIGN_OR_RETURN(const int64_t tables, database.integer("SELECT count(*) FROM sqlite_schema"));
    if (tables > 0 && application != kApplicationId) {
      return failed_precondition("this file is a database of something else: name another file for the event store");
    }
    if (layout > kLayout) {
      return Status(Code::kUnsupportedVersion, "the event store has layout " + std::to_string(layout) +
                                                   " of a newer server, this one knows " + std::to_string(kLayout) +
                                                   ": run the newer server");
    }
    if (layout == kLayout) return ok_status();
    NEARSHELF_RETURN_IF_ERROR(database.execute(kSteps[static_cast<size_t>(layout)]));
    NEARSHELF_RETURN_IF_ERROR(database.execute("PRAGMA application_id=" + std::to_string(kApplicationId) +
                                               ";PRAGMA user_version=" + std::to_string(layout + 1)));
    NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  }
}

}  // namespace nearshelf::server::sqlite
