// What the HTTP server is made with.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_OPTIONS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_OPTIONS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sdk/base/log.h"
#include "server_sync/server/http/message.h"
#include "server_sync/server/http/router.h"

namespace nearshelf::server {

struct HttpLimits {
  int64_t connections = 10'000;
  int64_t connections_per_address = 256;  // 0 = none
  int64_t in_flight = 64;
  int64_t header_bytes = 16 * 1024;
  int64_t body_memory_bytes = 256 * 1024 * 1024;
  std::chrono::milliseconds header_time{10'000};
  std::chrono::milliseconds transfer_time{10'000};  // before the rate counts
  int64_t transfer_bytes_per_second = 1024;
  std::chrono::milliseconds idle_time{75'000};
};

// One request that was answered, or refused before it had a route.
struct RequestReport {
  std::string_view route;   // the pattern; "" = none
  std::string_view method;  // "" when not even that could be read
  int status = 0;
  std::chrono::nanoseconds elapsed{};  // from the end of the header to the last byte of the answer
  uint64_t sent_bytes = 0;
  std::string_view address;  // whole: cut it before it is kept
  std::string_view id;
};

enum class ConnectionEvent { kAccepted, kClosed, kRefusedAddress, kEvicted, kTimedOut, kTlsFailed };

struct HttpOptions {
  std::vector<std::pair<std::string, uint16_t>> listen;  // IP address and port
  std::string tls_certificate;                           // PEM files; empty = no TLS
  std::string tls_key;
  size_t threads = 1;
  HttpLimits limits;
  std::vector<std::string> cors_origins;
  std::vector<std::string> trusted_proxies;

  // Who asks, for routes with a role: a Principal or the refusal. Must not block; `done` may be called at once.
  using Authorized = std::function<void(std::variant<Principal, Response>)>;
  std::function<void(const RequestHead&, const Route&, Authorized done)> authorize;
  // Both from any thread, and quick.
  std::function<void(const RequestReport&)> on_request;
  std::function<void(ConnectionEvent)> on_connection;
  LogSink log;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_OPTIONS_H_
