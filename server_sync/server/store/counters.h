// What append() counts for stats(), the same in every backend.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_COUNTERS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_COUNTERS_H_

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

struct CounterName {
  std::string tenant;
  std::string kind;  // "verdict", "model", "sdk", "total"
  std::string name;
  auto operator<=>(const CounterName&) const = default;
};

using Counters = std::map<CounterName, uint64_t>;

// The hour that a time lies in.
constexpr TimeMs hour_of(TimeMs time_ms) { return time_ms - time_ms % kHourMs; }

// Adds one batch and what became of it.
void count_batch(const AppendBatch& batch, const AppendOutcome& outcome, Counters* counters);
// Puts one counter of an hour where it belongs; one of a kind that this server does not know is left out.
void put_counter(std::string_view kind, std::string_view name, uint64_t count, HourStats* hour);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_COUNTERS_H_
