// The head of an answer as it goes onto the wire.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_RESPONSE_HEAD_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_RESPONSE_HEAD_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "server_sync/server/http/message.h"

namespace nearshelf::server {

struct HeadFacts {
  std::string_view date;
  std::string_view id;
  uint64_t body_bytes = 0;
  bool keep_alive = true;
};

// Control characters in a value are left out: nobody writes headers of their own through us.
std::string response_head(const Response& response, const HeadFacts& facts);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_RESPONSE_HEAD_H_
