// What the server counts about itself: for Prometheus, and for the page at /admin. Nothing about single shoppers.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_METRICS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_METRICS_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/protocol/batch.h"
#include "server_sync/server/http/options.h"
#include "server_sync/server/ingest/group_committer.h"

namespace nearshelf::server {

// Of POST /v1/events since the process started.
struct LatencyCounts {
  struct Bucket {
    double le_ms = 0;  // infinity: longer than all others
    uint64_t count = 0;
  };
  uint64_t count = 0;
  double sum_ms = 0;
  std::vector<Bucket> buckets;
};

// What is asked for when it is looked at.
struct LoadFigures {
  GroupCommitter::Load queue;
  int64_t connections = 0;
  int64_t in_flight = 0;
};

// Threads: every method may be called from any thread.
class Metrics {
 public:
  explicit Metrics(std::string_view version);
  ~Metrics();

  void on_request(const RequestReport& report);
  void on_connection(ConnectionEvent event);
  void on_outcomes(std::span<const protocol::EventOutcome> outcomes);
  void on_commit(const CommitReport& report);

  std::string text(const LoadFigures& load);  // Prometheus' text format
  LatencyCounts event_latency() const;
  uint64_t answers(int status) const;  // 429 or 503

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

inline constexpr std::string_view kEventsRoute = "/v1/events";

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_METRICS_H_
