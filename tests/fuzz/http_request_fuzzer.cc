// What a connection does with the bytes of a request before a route sees them: parsing in pieces, the checks of the
// head, target and header values, the gate, and the body through its decoder. Never beyond a limit, and no bytes twice.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "server_sync/server/http/content_decoder.h"
#include "server_sync/server/http/cors.h"
#include "server_sync/server/http/gate.h"
#include "server_sync/server/http/request_parser.h"
#include "server_sync/server/http/router.h"

namespace nearshelf::server {
namespace {

constexpr size_t kBodyLimit = 4096;
constexpr uint32_t kHeaderLimit = 2048;

const Router& router() {
  static const Router kRouter = [] {
    std::vector<Route> routes(3);
    routes[0].method = "POST";
    routes[0].pattern = "/v1/events";
    routes[0].max_body_bytes = kBodyLimit;
    routes[1].method = "GET";
    routes[1].pattern = "/v1/models/{tenant}/{file}";
    routes[2].method = "GET";
    routes[2].pattern = "/";
    return Router(std::move(routes));
  }();
  return kRouter;
}

void check(bool holds) {
  if (!holds) std::abort();
}

// One request as a connection reads it; how much of `input` it took.
size_t read_request(std::string_view input, size_t piece) {
  RequestParser parser(kHeaderLimit);
  size_t begin = 0;  // of what was not taken
  size_t end = 0;    // of what has come
  const auto feed = [&] {
    while (end <= input.size() && !parser.fault()) {
      const size_t used = parser.put(input.substr(begin, end - begin));
      check(used <= end - begin);
      begin += used;
      if (parser.done() || used > 0) return true;
      if (end == input.size()) return false;
      end = std::min(end + piece, input.size());
    }
    return false;
  };
  while (!parser.head_done()) {
    if (!feed()) return input.size();
  }
  if (parser.check_head()) return input.size();
  RequestHead head;
  head.method = parser.method();
  head.headers = std::move(parser.headers());
  const std::optional<Target> target = parse_target(parser.target());
  if (!target) return input.size();
  head.target = *target;
  static const Cors kCors({"https://shop.example"});
  const Passage passage = pass_gate(router(), kCors, head, {parser.chunked(), parser.content_length()});
  choose_coding(head.header("accept-encoding"));
  bearer_token(head.header("authorization"));
  etag_matches(head.header("if-none-match"), "\"x\"");
  const std::string address = forwarded_address("10.0.0.1", head.header("x-forwarded-for"),
                                                [](const std::string& text) { return text.rfind("10.", 0) == 0; });
  check(!address.empty() && address.size() <= 45);
  std::string body;
  const auto decoder = ContentDecoder::make(passage.coding, kBodyLimit);
  parser.set_body_sink([&](std::string_view bytes) { return decoder->push(bytes, body); });
  while (!parser.done()) {
    if (!parser.body_status().ok() || !feed()) return input.size();
    check(body.size() <= kBodyLimit);
  }
  return begin;
}

}  // namespace
}  // namespace nearshelf::server

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  const size_t piece = 1 + data[0];
  std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  while (!input.empty()) {
    const size_t taken = nearshelf::server::read_request(input, piece);
    if (taken == 0) break;
    input.remove_prefix(taken);
  }
  return 0;
}
