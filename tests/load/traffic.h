// Batches as many devices would send them, the same for the same options on every machine: each event's fields follow
// from its number, so that a repeated event is the same in every field.
#ifndef NEARSHELF_TESTS_LOAD_TRAFFIC_H_
#define NEARSHELF_TESTS_LOAD_TRAFFIC_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/time.h"
#include "server_sync/protocol/batch.h"
#include "server_sync/protocol/codec.h"

namespace nearshelf::load {

struct TrafficOptions {
  uint64_t seed = 1;
  size_t sends = 50'000;  // events in all batches, repeated ones included
  size_t batch_events = 50;
  double duplicates = 0;           // share of the sends that repeat an earlier event
  bool reorder = false;            // events within their batch, and batches among their neighbours
  size_t events_per_device = 100;  // under one pseudonym; the server takes 120 a minute
  TimeMs now_ms = 0;               // events are a little older than this
  protocol::Format format = protocol::Format::kFlatBuffers;
};

class Traffic {
 public:
  explicit Traffic(const TrafficOptions& options);

  size_t batches() const { return first_.size() - 1; }
  // Events that differ; their numbers are 0 to unique() - 1.
  size_t unique() const { return unique_; }
  std::span<const uint32_t> events(size_t batch) const;
  std::string body(size_t batch) const;
  // As devices draw them: 32 hex digits that look random.
  std::string event_id(uint32_t number) const;
  // The number of an event of this seed, when the first 32 characters are the id of one.
  static std::optional<uint32_t> number_of(std::string_view text, uint64_t seed);
  const TrafficOptions& options() const { return options_; }

 private:
  protocol::Event event(uint32_t number) const;

  TrafficOptions options_;
  size_t unique_ = 0;
  std::vector<uint32_t> numbers_;  // of all batches
  std::vector<size_t> first_;      // where a batch begins in numbers_, and the end
};

}  // namespace nearshelf::load

#endif  // NEARSHELF_TESTS_LOAD_TRAFFIC_H_
