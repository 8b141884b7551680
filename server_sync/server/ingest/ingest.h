// From a decoded batch to what the store is asked to do, and from what the store did to the answer. No HTTP, no
// database.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_INGEST_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_INGEST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/time.h"
#include "server_sync/protocol/batch.h"
#include "server_sync/protocol/codec.h"
#include "server_sync/server/ingest/item_catalog.h"
#include "server_sync/server/ingest/pepper.h"
#include "server_sync/server/ingest/rates.h"
#include "server_sync/server/ingest/rules.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

// A batch on its way. Exactly one of Ingest::finish() and Ingest::abandon() ends it.
struct PreparedBatch {
  AppendBatch append;  // for GroupCommitter::submit(); may be moved from. It goes to the store even without events
  std::vector<Bytes32> names;                    // what of it the store remembers for good: its receipts and report
  std::vector<protocol::EventOutcome> outcomes;  // one each; final where the store is not asked
  std::vector<size_t> positions;                 // of append.events in the batch
  std::vector<Rates::Charge> charges;            // what append.events were counted as, in their order
};

// Threads: every method may be called from any thread.
class Ingest {
 public:
  // items: may be null, then no item is unknown; otherwise it outlives this.
  Ingest(const IngestRules& rules, const Pepper& pepper, const ItemCatalog* items);

  PreparedBatch prepare(std::string_view tenant, protocol::DecodedBatch decoded, TimeMs received_ms);
  // The verdicts in the order of the batch. kInternal when `stored` does not have one outcome for each event.
  Result<std::vector<protocol::EventOutcome>> finish(PreparedBatch prepared, const AppendOutcome& stored);
  // Nothing was stored: the events do not count against the limits, so that they may come again.
  void abandon(PreparedBatch prepared);

  const Pepper& pepper() const { return pepper_; }

 private:
  IngestRules rules_;
  Pepper pepper_;
  const ItemCatalog* items_;
  Rates rates_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_INGEST_H_
