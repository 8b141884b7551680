// What is decided about a request between its header and its body.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_GATE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_GATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server_sync/server/http/cors.h"
#include "server_sync/server/http/header_values.h"
#include "server_sync/server/http/message.h"
#include "server_sync/server/http/router.h"

namespace nearshelf::server {

struct BodyFacts {
  bool chunked = false;
  std::optional<uint64_t> content_length;
};

// Either an answer, or a route that may have the body.
struct Passage {
  const Route* route = nullptr;  // also with an answer, when there is one
  std::vector<std::string> parameters;
  ContentCoding coding = ContentCoding::kIdentity;
  std::optional<Response> answer;
};

// 404, 405, 411, 413, 415 and the answers to OPTIONS.
Passage pass_gate(const Router& router, const Cors& cors, const RequestHead& head, const BodyFacts& body);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_GATE_H_
