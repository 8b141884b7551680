// Sends traffic to a server over many connections and keeps account of what it acknowledged. One thread, little work:
// it shares two cores with the server that it measures.
#ifndef NEARSHELF_TESTS_LOAD_LOAD_H_
#define NEARSHELF_TESTS_LOAD_LOAD_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "tests/load/traffic.h"

namespace nearshelf::load {

struct LoadOptions {
  std::string token;
  size_t connections = 16;
  double lost_replies = 0;       // share of the requests whose connection is closed before the answer is read
  double per_second = 0;         // requests begun a second, answered or not; 0: a connection sends when it was answered
  double seconds = 0;            // 0: until every batch was acknowledged
  bool obey_retry_after = true;  // false: what was refused is sent again at once
};

struct LoadReport {
  std::vector<bool> acknowledged;  // by number of the event: a 2xx had a verdict for it
  size_t batches = 0;              // acknowledged
  size_t requests = 0;
  size_t lost = 0;                      // replies that were not waited for
  size_t broken = 0;                    // connections that ended before the answer
  size_t late = 0;                      // requests for which no connection was free when their time came
  std::map<int, size_t> refusals;       // 429 and 503 with Retry-After, by status
  std::map<std::string, size_t> wrong;  // any other answer, in words
  std::array<size_t, 7> verdicts{};     // by number
  std::vector<float> latencies_ms;      // of acknowledged batches
  double seconds = 0;

  size_t refused() const;
  double events_per_second(size_t batch_events) const;
  double percentile_ms(double share) const;  // 0.99; 0 when nothing was acknowledged
};

class Load {
 public:
  // Encodes every request, so that it costs nothing while it runs. `traffic` outlives it.
  Load(const Traffic& traffic, const LoadOptions& options);
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  // Where the server listens on 127.0.0.1; may change while run() is busy, as when the server is started again.
  void set_port(uint16_t port) { port_ = port; }
  // Returns when every batch was acknowledged or the time is over.
  LoadReport run();
  // From another thread: ends run() soon.
  void stop() { stopping_ = true; }
  // From another thread: acknowledged batches so far.
  size_t batches_acknowledged() const { return acknowledged_; }

 private:
  struct State;

  const Traffic& traffic_;
  const LoadOptions options_;
  std::vector<std::string> requests_;
  std::atomic<uint16_t> port_{0};
  std::atomic<bool> stopping_{false};
  std::atomic<size_t> acknowledged_{0};
};

}  // namespace nearshelf::load

#endif  // NEARSHELF_TESTS_LOAD_LOAD_H_
