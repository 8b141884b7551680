// The server's parts, put together: store, ingest, keys, workers, chores, routes.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_SERVICE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_SERVICE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sdk/base/log.h"
#include "sdk/base/status.h"
#include "server_sync/server/config/config.h"
#include "server_sync/server/http/server.h"
#include "server_sync/server/store/event_store.h"
#include "server_sync/server/stream/event_stream.h"

namespace nearshelf::server {

struct ServiceParts {
  Config config;
  std::unique_ptr<EventStore> store;
  std::unique_ptr<EventStream> stream;  // null = none
  std::string version;
  LogSink log;
};

class Service {
 public:
  // Reads the keys (making them on the first start), listens and serves. Errors: those of the keys, the store and
  // HttpServer::start().
  static Result<std::unique_ptr<Service>> start(ServiceParts parts);
  virtual ~Service() = default;

  virtual std::vector<uint16_t> ports() const = 0;
  virtual Status reload_tls() = 0;
  // /readyz says 503 from now on.
  virtual void announce_end() = 0;
  // Stops accepting, ends what is under way within the configured time, commits what was taken. Returns how many
  // connections were cut off.
  virtual size_t drain() = 0;
};

// Where the keys are when the configuration does not say.
std::string pepper_path(const Config& config);
std::string signing_key_path(const Config& config);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_SERVICE_H_
