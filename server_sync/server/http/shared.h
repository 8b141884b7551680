// What all connections of a server have in common.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_SHARED_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_SHARED_H_

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <unordered_map>

#include "server_sync/server/http/admission.h"
#include "server_sync/server/http/cors.h"
#include "server_sync/server/http/options.h"
#include "server_sync/server/http/router.h"

namespace nearshelf::server {

struct Shared {
  Shared(HttpOptions with, Router routes);

  // A connection from this address; false when it has too many. close() ends what open() began.
  bool open(const std::string& address);
  void close(const std::string& address);
  bool is_trusted_proxy(const std::string& address) const;
  // Until no connection is open or the time is up; how many are.
  size_t wait_until_closed(std::chrono::milliseconds limit);
  std::string next_request_id();
  void report(const RequestReport& report) const;
  void report(ConnectionEvent event) const;

  const HttpOptions options;
  const Router router;
  const Cors cors;
  Budget in_flight;
  Budget body_memory;
  std::atomic<bool> draining{false};
  std::atomic<int64_t> open_connections{0};

 private:
  std::mutex mutex_;
  std::condition_variable closed_;
  std::unordered_map<std::string, int64_t> by_group_;
  std::atomic<uint64_t> requests_{0};
  const uint64_t run_;  // tells the requests of one run of the server from those of another
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_SHARED_H_
