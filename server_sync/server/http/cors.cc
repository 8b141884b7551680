#include "server_sync/server/http/cors.h"

#include <algorithm>

namespace nearshelf::server {

bool Cors::allows(std::string_view origin) const {
  return !origin.empty() && std::any_of(origins_.begin(), origins_.end(),
                                        [&](const std::string& own) { return own == "*" || own == origin; });
}

void Cors::add_headers(std::string_view origin, Headers& headers) const {
  if (origins_.empty()) return;
  headers.emplace_back("Vary", "Origin");
  if (!allows(origin)) return;
  headers.emplace_back("Access-Control-Allow-Origin", origin);
  headers.emplace_back("Access-Control-Expose-Headers", "ETag, Retry-After, X-Request-Id");
}

Response Cors::preflight(std::string_view origin, std::string_view allow) const {
  Response response;
  response.status = 204;
  response.headers.emplace_back("Allow", allow);
  if (allows(origin)) {
    response.headers.emplace_back("Access-Control-Allow-Methods", allow);
    response.headers.emplace_back("Access-Control-Allow-Headers",
                                  "Authorization, Content-Type, Content-Encoding, If-None-Match");
    response.headers.emplace_back("Access-Control-Max-Age", "7200");
  }
  return response;
}

}  // namespace nearshelf::server
