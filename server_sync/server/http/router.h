// Which route a request is for, and what it may bring.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_ROUTER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_ROUTER_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server_sync/server/http/message.h"

namespace nearshelf::server {

struct Route {
  std::string method;   // "GET" answers HEAD as well
  std::string pattern;  // "/v1/models/{tenant}/{file}"
  // Called on a thread that serves connections: must not block. `respond` is called once, from any thread.
  std::function<void(Request, Respond)> handle;
  int role = 0;                         // that the authorizer asks for; 0 = none
  size_t max_body_bytes = 0;            // 0: takes no body
  std::vector<std::string> body_types;  // media types; empty = any
  // Asked before the body is read, from any thread, and quick: an answer refuses the request. May be empty.
  std::function<std::optional<Response>()> refuse;
  bool always_admitted = false;  // cheap, and asked for by those who watch the server: not refused under load
  bool cross_origin = false;     // pages of the configured origins may call it
};

class Router {
 public:
  // Patterns of one shape have the same parameters: two routes differ in the method or in a fixed segment.
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;
    std::vector<std::string> parameters;
  };
  struct NoRoute {};
  struct WrongMethod {
    std::string allow;                    // "GET, HEAD, OPTIONS"
    const Route* cross_origin = nullptr;  // one of the path's routes that pages may call
  };
  using Found = std::variant<Match, WrongMethod, NoRoute>;
  Found find(std::string_view method, const Target& target) const;

 private:
  struct Entry {
    Route route;
    std::vector<std::string> segments;
  };
  std::vector<Entry> entries_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_ROUTER_H_
