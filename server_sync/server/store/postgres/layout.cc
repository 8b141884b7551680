#include "server_sync/server/store/postgres/layout.h"

#include <array>
#include <string>

namespace nearshelf::server::postgres {
namespace {

// event_keys is what makes an event unique, in the events and the quarantine together.
constexpr const char* kLayout1 = R"sql(
CREATE TABLE tenants (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE event_keys (
  tenant integer NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  body bytea NOT NULL,       -- the hash of its fields
  flags smallint NOT NULL,   -- 1 the stream has acknowledged it, 2 it is in the quarantine
  PRIMARY KEY (tenant, event_id)
);
CREATE TABLE events (
  tenant integer NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  pseudonym bytea NOT NULL,
  session bigint NOT NULL,
  position bigint NOT NULL,
  kind smallint NOT NULL,
  purposes smallint NOT NULL,
  time_ms bigint NOT NULL,
  received_ms bigint NOT NULL,
  item_id text NOT NULL,
  dwell_ms bigint,
  scroll_percent bigint,
  quantity bigint,
  price double precision,
  rating double precision,
  receipt bytea NOT NULL
);
CREATE INDEX events_by_pseudonym ON events (tenant, pseudonym);
CREATE INDEX events_by_time ON events (tenant, time_ms);
CREATE TABLE quarantine (LIKE events, reason text NOT NULL);
CREATE INDEX quarantine_by_pseudonym ON quarantine (tenant, pseudonym);
CREATE INDEX quarantine_by_time ON quarantine (tenant, time_ms);
CREATE TABLE tombstones (
  tenant integer NOT NULL,
  pseudonym bytea NOT NULL,
  scope integer NOT NULL,    -- 1 model improvement, 2 all
  erased_ms bigint NOT NULL,
  PRIMARY KEY (tenant, pseudonym)
);
CREATE TABLE erasures (
  tenant integer NOT NULL,
  request_id text NOT NULL,
  request bytea NOT NULL,    -- sha256 of scope and pseudonyms
  events bigint NOT NULL,
  quarantined bigint NOT NULL,
  erased_ms bigint NOT NULL,
  PRIMARY KEY (tenant, request_id)
);
CREATE TABLE receipts (tenant integer NOT NULL, hash bytea NOT NULL, PRIMARY KEY (tenant, hash));
CREATE TABLE audit (
  tenant integer NOT NULL,
  number bigint NOT NULL,
  body text NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (tenant, number)
);
CREATE TABLE audit_heads (tenant integer PRIMARY KEY, number bigint NOT NULL, hash bytea NOT NULL);
CREATE TABLE models (
  tenant integer NOT NULL,
  version bigint NOT NULL,
  model_id text NOT NULL,
  sha256 bytea NOT NULL,
  published_ms bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (tenant, version)
);
CREATE TABLE tokens (
  id text COLLATE "C" PRIMARY KEY,
  tenant integer NOT NULL,
  role integer NOT NULL,
  secret_hash bytea NOT NULL,
  created_ms bigint NOT NULL,
  label text NOT NULL
);
CREATE TABLE counters (
  tenant integer NOT NULL,
  hour_ms bigint NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  slot integer NOT NULL,     -- so that servers do not wait for each other's row
  count bigint NOT NULL,
  PRIMARY KEY (tenant, hour_ms, kind, name, slot)
);
)sql";

// Step i leads from layout i to layout i + 1.
constexpr std::array<const char*, kLayout> kSteps = {kLayout1};

// Any number that others are unlikely to lock: "nshlayou" in ASCII.
constexpr const char* kLock = "SELECT pg_advisory_xact_lock(7957705967053238645)";

Status migrate(Connection& connection) {
  NEARSHELF_RETURN_IF_ERROR(connection.execute(kLock));
  NEARSHELF_RETURN_IF_ERROR(
      connection.execute("CREATE TABLE IF NOT EXISTS nearshelf_layout (layout integer NOT NULL)"));
  int layout = 0;
  {
    NEARSHELF_ASSIGN_OR_RETURN(const Rows rows, connection.query("SELECT layout FROM nearshelf_layout"));
    if (rows.size() > 0) layout = static_cast<int>(rows.integer(0, 0));
  }
  if (layout > kLayout) {
    return Status(Code::kUnsupportedVersion, "the event store has layout " + std::to_string(layout) +
                                                 " of a newer server, this one knows " + std::to_string(kLayout) +
                                                 ": run the newer server");
  }
  if (layout == kLayout) return ok_status();
  for (; layout < kLayout; ++layout) {
    NEARSHELF_RETURN_IF_ERROR(connection.execute(kSteps[static_cast<size_t>(layout)]));
  }
  NEARSHELF_RETURN_IF_ERROR(connection.execute("DELETE FROM nearshelf_layout"));
  return connection.execute("INSERT INTO nearshelf_layout VALUES (" + std::to_string(kLayout) + ")");
}

}  // namespace

Status prepare_layout(Connection& connection) {
  NEARSHELF_RETURN_IF_ERROR(connection.execute("BEGIN"));
  if (const Status status = migrate(connection); !status.ok()) {
    (void)connection.execute("ROLLBACK");  // the first error is the one to tell
    return status;
  }
  return connection.execute("COMMIT");
}

}  // namespace nearshelf::server::postgres
