// Which pages may call the server from a browser: device keys are used there.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_CORS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_CORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "server_sync/server/http/message.h"

namespace nearshelf::server {

class Cors {
 public:
  // Origins as browsers send them; "*" stands for any. No credentials: a token goes into a header, cookies are not
  // used.
  explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  // Headers for the answer to a request with this Origin, "" = none. With origins configured there is always a Vary, so
  // that a cache does not give one page the answer to another.
  void add_headers(std::string_view origin, Headers& headers) const;
  // The answer to a preflight; without Allow headers when the origin is not one of ours, which the browser then
  // refuses.
  Response preflight(std::string_view origin, std::string_view allow) const;

 private:
  bool allows(std::string_view origin) const;

  std::vector<std::string> origins_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_CORS_H_
