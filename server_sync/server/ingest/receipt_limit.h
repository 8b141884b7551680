// How much that the store remembers for good may come in a minute: receipts that the audit log does not have yet,
// reports of dropped events, erase requests. A device key is in every page: without a limit whoever has it could fill
// the disk with made-up ones. What is beyond is not taken (429); devices keep it and come again.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_RECEIPT_LIMIT_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_RECEIPT_LIMIT_H_

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sdk/base/time.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::server {

struct ReceiptLimitOptions {
  int64_t per_minute = 6000;            // of one tenant; 0: no limit
  int64_t per_minute_per_client = 300;  // of those, from one client; 0: no limit
  size_t remembered = 100'000;          // names that are known to be there, without asking the store
};

// A token bucket for each tenant and each of its clients, which holds a minute's worth. Threads: every method may be
// called from any thread.
class ReceiptLimit {
 public:
  explicit ReceiptLimit(const ReceiptLimitOptions& options) : options_(options) {}

  // What a batch was charged; exactly one settle() ends it.
  struct Charge {
    std::string tenant;
    std::string client;
    std::vector<std::string> unknown;
    bool refused = false;  // nothing was charged, and there is nothing to settle
  };
  static constexpr int kRetryAfterSeconds = 60;

  // Charges for the names (hashes of receipts and the like) that may be new. A batch that has more than a minute's
  // worth passes when nothing was charged in the last minute. client: empty = it has no limit of its own.
  Charge take(std::string_view tenant, std::string_view client, std::span<const protocol::Bytes32> names,
              TimeMs now_ms);
  // They were stored and so many of them were new; the others are given back.
  void settle(const Charge& charge, size_t new_names, TimeMs now_ms);
  // Nothing was stored.
  void give_back(const Charge& charge, TimeMs now_ms);
  size_t buckets() const;

 private:
  struct Bucket {
    double credit = 0;
    TimeMs at_ms = 0;
  };

  Bucket& refill(const std::string& name, int64_t per_minute, TimeMs now_ms);
  void add(const Charge& charge, double credit, TimeMs now_ms);
  void remember(std::string name);
  void drop_full(TimeMs now_ms);

  const ReceiptLimitOptions options_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;  // "tenant", "tenant\0client"
  size_t sweep_at_ = 1024;
  // The younger half is filled, then it is the older one: what is asked for again stays.
  std::unordered_set<std::string> young_, old_;  // "tenant\0hash"
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_RECEIPT_LIMIT_H_
