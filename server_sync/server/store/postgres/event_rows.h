// Events as rows: many go in with one statement, and come out one by one.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_EVENT_ROWS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_EVENT_ROWS_H_

#include <span>
#include <string_view>
#include <vector>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/postgres/connection.h"

namespace nearshelf::server::postgres {

// Rows that are collected, and inserted at once.
class EventRows {
 public:
  // `purposes` may be fewer than those of the event.
  void add(int64_t tenant, const StoredEvent& event, uint8_t purposes, std::string_view reason);
  Status insert_events(Connection& connection) const;
  Status insert_quarantined(Connection& connection) const;

 private:
  Parameters parameters() const;

  int count_ = 0;
  Array tenant_{kInt4}, event_id_{kText}, pseudonym_{kBytea}, session_{kInt8}, position_{kInt8}, kind_{kInt2},
      purposes_{kInt2}, time_{kInt8}, received_{kInt8}, item_{kText}, dwell_{kInt8}, scroll_{kInt8}, quantity_{kInt8},
      price_{kFloat8}, rating_{kFloat8}, receipt_{kBytea}, reason_{kText};
};

// As the functions of EventStore of the same names.
Status read_pseudonyms(Connection& connection, std::string_view tenant, std::span<const Bytes32> pseudonyms,
                       const EventStore::EventSink& sink);
Status read_sessions(Connection& connection, const SessionFilter& filter, const EventStore::EventSink& sink);

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_EVENT_ROWS_H_
