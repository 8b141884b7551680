// What a shopper's device may ask for: from the request's pseudonyms to the peppered ones of the store, and back.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_RIGHTS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_RIGHTS_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sdk/base/time.h"
#include "server_sync/protocol/rights.h"
#include "server_sync/server/ingest/pepper.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

EraseRequest to_erase_request(std::string_view tenant, const protocol::EraseBody& body, const Pepper& pepper);

// Collects the answer to POST /v1/export: {"tenant", "exported_at_ms", "events": [...]}, each event with the pseudonym
// that the device knows and, where it is kept apart, the reason as "quarantine".
class ExportReply {
 public:
  ExportReply(std::string_view tenant, const protocol::ExportBody& body, const Pepper& pepper, TimeMs now_ms);

  // For EventStore::read_pseudonyms().
  const std::vector<Bytes32>& pseudonyms() const { return peppered_; }
  void add(const StoredEvent& event, std::string_view quarantine);
  size_t size_bytes() const { return json_.size(); }
  // What there is so far, so that it need not be in memory as a whole; take() and finish() in their order are the
  // answer.
  std::string take() { return std::exchange(json_, {}); }
  std::string finish() &&;

 private:
  std::vector<Bytes32> peppered_;
  std::map<Bytes32, std::string> known_as_;
  std::string json_;
  bool first_ = true;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_RIGHTS_H_
