// Requests and responses as routes see them: whole, decompressed, nothing of the transport.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_MESSAGE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_MESSAGE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server_sync/server/http/target.h"

namespace nearshelf::server {

using Headers = std::vector<std::pair<std::string, std::string>>;

// What is known once the header is there.
struct RequestHead {
  std::string method;  // "GET"
  Target target;
  Headers headers;      // names in lower case
  std::string address;  // of the client, also behind a trusted proxy
  std::string id;       // names the request in the log and the answer

  // "" when it is not there; the first one when there are several.
  std::string_view header(std::string_view name) const;
};

// Who asks, as the authorizer found out.
struct Principal {
  std::string tenant;
  std::string token_id;
};

struct Request {
  RequestHead head;
  std::vector<std::string> parameters;  // of the route's pattern, in order
  Principal principal;
  std::string body;
};

// Bytes that a response can send piece by piece, from memory shared with others or from a file.
class BodySource {
 public:
  virtual ~BodySource() = default;
  virtual uint64_t size() const = 0;
  // Reads up to `size` bytes at `offset`; 0 = it cannot be read. Must not take long.
  virtual size_t read(uint64_t offset, char* to, size_t size) = 0;
};

struct Response {
  int status = 200;
  Headers headers;  // beside those that the connection adds: Date, Content-Length, Connection, X-Request-Id, ...
  std::string body;
  std::shared_ptr<BodySource> source;  // instead of body
  bool compress = false;               // worth it and harmless: no secrets beside what the client chose
};

using Respond = std::function<void(Response)>;

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_MESSAGE_H_
