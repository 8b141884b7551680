// An HTTP/1.1 server on threads of its own. All of Asio and Beast is behind this header.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_SERVER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_SERVER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/server/http/options.h"
#include "server_sync/server/http/router.h"

namespace nearshelf::server {

// Threads: every method may be called from any thread.
class HttpServer {
 public:
  // Listens and serves. Errors: kIo for an address that cannot be listened on, kInvalidArgument for a certificate or
  // key that cannot be used; the place is the address or the file.
  static Result<std::unique_ptr<HttpServer>> start(HttpOptions options, Router router);
  virtual ~HttpServer() = default;  // ends at once

  virtual std::vector<uint16_t> ports() const = 0;  // in the order of options.listen
  // Takes the certificate and key from their files again; open connections keep theirs. Errors: as start(), and the old
  // ones stay.
  virtual Status reload_tls() = 0;

  // Accepts no more, closes connections that wait, lets requests under way end, and returns when none is left or the
  // time is up: how many were cut off.
  virtual size_t drain(std::chrono::milliseconds limit) = 0;

  virtual int64_t open_connections() const = 0;
  virtual int64_t in_flight() const = 0;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_SERVER_H_
