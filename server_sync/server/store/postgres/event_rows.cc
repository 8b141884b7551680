#include "server_sync/server/store/postgres/event_rows.h"

#include <optional>

#include "server_sync/server/store/postgres/tenant.h"

namespace nearshelf::server::postgres {
namespace {

// The columns of both tables from $1 to $16, and how event_of() reads them.
#define NEARSHELF_EVENT_COLUMNS                                                                       \
  "event_id, pseudonym, session, position, kind, purposes, time_ms, received_ms, item_id, dwell_ms, " \
  "scroll_percent, quantity, price, rating, receipt"
#define NEARSHELF_EVENT_ARRAYS                                                                        \
  "$1::int4[], $2::text[], $3::bytea[], $4::int8[], $5::int8[], $6::int2[], $7::int2[], $8::int8[], " \
  "$9::int8[], $10::text[], $11::int8[], $12::int8[], $13::int8[], $14::float8[], $15::float8[], $16::bytea[]"

std::optional<int64_t> integer(const Rows& rows, int row, int column) {
  return rows.is_null(row, column) ? std::nullopt : std::optional(rows.integer(row, column));
}

std::optional<double> real(const Rows& rows, int row, int column) {
  return rows.is_null(row, column) ? std::nullopt : std::optional(rows.real(row, column));
}

Result<StoredEvent> event_of(const Rows& rows, int row) {
  StoredEvent event;
  event.event_id = rows.text(row, 0);
  NEARSHELF_ASSIGN_OR_RETURN(event.pseudonym, rows.bytes32(row, 1));
  event.session = static_cast<uint64_t>(rows.integer(row, 2));
  event.position = static_cast<uint32_t>(rows.integer(row, 3));
  event.kind = static_cast<uint8_t>(rows.integer(row, 4));
  event.purposes = static_cast<uint8_t>(rows.integer(row, 5));
  event.time_ms = rows.integer(row, 6);
  event.received_ms = rows.integer(row, 7);
  event.item_id = rows.text(row, 8);
  event.dwell_ms = integer(rows, row, 9);
  event.scroll_percent = integer(rows, row, 10);
  event.quantity = integer(rows, row, 11);
  event.price = real(rows, row, 12);
  event.rating = real(rows, row, 13);
  NEARSHELF_ASSIGN_OR_RETURN(event.receipt, rows.bytes32(row, 14));
  return event;
}

}  // namespace

void EventRows::add(int64_t tenant, const StoredEvent& event, uint8_t purposes, std::string_view reason) {
  ++count_;
  tenant_.integer(tenant);
  event_id_.text(event.event_id);
  pseudonym_.bytes(event.pseudonym);
  session_.integer(static_cast<int64_t>(event.session));
  position_.integer(event.position);
  kind_.integer(event.kind);
  purposes_.integer(purposes);
  time_.integer(event.time_ms);
  received_.integer(event.received_ms);
  item_.text(event.item_id);
  dwell_.integer(event.dwell_ms);
  scroll_.integer(event.scroll_percent);
  quantity_.integer(event.quantity);
  price_.real(event.price);
  rating_.real(event.rating);
  receipt_.bytes(event.receipt);
  reason_.text(reason);
}

Parameters EventRows::parameters() const {
  Parameters all;
  for (const Array* array : {&tenant_, &event_id_, &pseudonym_, &session_, &position_, &kind_, &purposes_, &time_,
                             &received_, &item_, &dwell_, &scroll_, &quantity_, &price_, &rating_, &receipt_}) {
    all.array(*array);
  }
  return all;
}

Status EventRows::insert_events(Connection& connection) const {
  if (count_ == 0) return ok_status();
  return connection.run("INSERT INTO events (tenant, " NEARSHELF_EVENT_COLUMNS
                        ") SELECT * FROM unnest(" NEARSHELF_EVENT_ARRAYS ")",
                        parameters());
}

Status EventRows::insert_quarantined(Connection& connection) const {
  if (count_ == 0) return ok_status();
  return connection.run("INSERT INTO quarantine (tenant, " NEARSHELF_EVENT_COLUMNS
                        ", reason) SELECT * FROM unnest(" NEARSHELF_EVENT_ARRAYS ", $17::text[])",
                        parameters().array(reason_));
}

Status read_pseudonyms(Connection& connection, std::string_view tenant_name, std::span<const Bytes32> pseudonyms,
                       const EventStore::EventSink& sink) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> tenant, find_tenant(connection, tenant_name));
  if (!tenant) return ok_status();
  Array wanted(kBytea);
  for (const Bytes32& pseudonym : pseudonyms) wanted.bytes(pseudonym);
  NEARSHELF_ASSIGN_OR_RETURN(
      const Rows rows, connection.query("SELECT " NEARSHELF_EVENT_COLUMNS
                                        ", '' AS reason FROM events WHERE tenant = $1 AND pseudonym = ANY($2::bytea[]) "
                                        "UNION ALL SELECT " NEARSHELF_EVENT_COLUMNS
                                        ", reason FROM quarantine WHERE tenant = $1 AND pseudonym = ANY($2::bytea[]) "
                                        "ORDER BY time_ms, event_id",
                                        Parameters().integer(*tenant, kInt4).array(wanted)));
  for (int row = 0; row < rows.size(); ++row) {
    NEARSHELF_ASSIGN_OR_RETURN(const StoredEvent event, event_of(rows, row));
    if (!sink(event, rows.text(row, 15))) break;
  }
  return ok_status();
}

Status read_sessions(Connection& connection, const SessionFilter& filter, const EventStore::EventSink& sink) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> tenant, find_tenant(connection, filter.tenant));
  if (!tenant) return ok_status();
  // A session is an unsigned number in a signed column: the sign bit is turned for the order. The whole sorting happens
  // before the first row, which may take longer than a statement is given otherwise.
  NEARSHELF_RETURN_IF_ERROR(connection.run("SET LOCAL statement_timeout = 0"));
  NEARSHELF_RETURN_IF_ERROR(
      connection.run("DECLARE sessions NO SCROLL CURSOR FOR SELECT " NEARSHELF_EVENT_COLUMNS
                     " FROM events WHERE tenant = $1 AND time_ms >= $2 AND time_ms < $3 AND purposes & $4 = $4 "
                     "ORDER BY pseudonym, session # (-9223372036854775808), position, time_ms, event_id",
                     Parameters()
                         .integer(*tenant, kInt4)
                         .integer(filter.from_ms)
                         .integer(filter.until_ms)
                         .integer(filter.purposes, kInt2)));
  for (;;) {
    NEARSHELF_ASSIGN_OR_RETURN(const Rows rows, connection.query("FETCH 2000 FROM sessions"));
    if (rows.size() == 0) break;
    for (int row = 0; row < rows.size(); ++row) {
      NEARSHELF_ASSIGN_OR_RETURN(const StoredEvent event, event_of(rows, row));
      if (!sink(event, {})) return connection.run("CLOSE sessions");
    }
  }
  return connection.run("CLOSE sessions");
}

}  // namespace nearshelf::server::postgres
