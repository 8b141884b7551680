// How many events a pseudonym had in a minute and in a day, in bounded memory: the least recently used counter goes
// first.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_RATES_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_RATES_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "sdk/base/time.h"
#include "server_sync/protocol/batch.h"
#include "server_sync/server/ingest/rules.h"

namespace nearshelf::server {

// Threads: every method may be called from any thread.
class Rates {
 public:
  explicit Rates(const IngestRules& rules);

  // One event that was counted; `counted` is false for those that are not.
  struct Charge {
    uint64_t pseudonym = 0;
    TimeMs time_ms = 0;
    bool counted = false;
  };

  // Counts an event and says whether it is one too many: "robot", "rate" or empty. pseudonym: peppered, which is as
  // good as random and differs between tenants.
  std::string_view count(const protocol::Bytes32& pseudonym, TimeMs time_ms, Charge* charge);
  // The event turned out not to be a new one.
  void take_back(const Charge& charge);
  size_t size() const;

 private:
  struct Key {
    uint64_t pseudonym;
    int64_t period;  // minutes from 0 up, days below 0
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    size_t operator()(const Key& key) const;
  };
  struct Counter {
    Key key;
    uint32_t count;
  };
  using Order = std::list<Counter>;  // the most recently used first

  uint32_t add_one(const Key& key);
  void take_one(const Key& key);

  const uint32_t per_minute_;
  const uint32_t per_day_;
  const size_t max_counters_;
  mutable std::mutex mutex_;
  Order order_;
  std::unordered_map<Key, Order::iterator, KeyHash> counters_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_RATES_H_
