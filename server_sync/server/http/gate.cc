#include "server_sync/server/http/gate.h"

#include <algorithm>

#include "server_sync/server/http/problem.h"

namespace nearshelf::server {
namespace {

std::string listed(const std::vector<std::string>& types) {
  std::string text;
  for (const std::string& type : types) text += (text.empty() ? "" : ", ") + type;
  return text;
}

Passage refuse(Passage passage, Response answer) {
  passage.answer = std::move(answer);
  return passage;
}

std::optional<Response> check_body(const Route& route, const RequestHead& head, const BodyFacts& body,
                                   ContentCoding& coding) {
  const bool has_body = body.chunked || body.content_length.value_or(0) > 0;
  if (route.max_body_bytes == 0) {
    if (has_body) return problem(413, "LIMIT", "this request takes no body");
    return std::nullopt;
  }
  if (!body.chunked && !body.content_length) {
    return problem(411, "LENGTH_REQUIRED", "say how long the body is, or send it chunked");
  }
  if (body.content_length.value_or(0) > route.max_body_bytes) {
    return problem(413, "LIMIT", "the body has more than " + std::to_string(route.max_body_bytes) + " bytes");
  }
  const auto& types = route.body_types;
  if (!types.empty() && std::find(types.begin(), types.end(), media_type(head.header("content-type"))) == types.end()) {
    return problem(415, "UNSUPPORTED_MEDIA_TYPE", "the body has to be " + listed(types), "header Content-Type");
  }
  const std::optional<ContentCoding> known = parse_content_coding(head.header("content-encoding"));
  if (!known) {
    Response answer =
        problem(415, "UNSUPPORTED_MEDIA_TYPE", "the body can be compressed with gzip or br", "header Content-Encoding");
    answer.headers.emplace_back("Accept-Encoding", "gzip, br");
    return answer;
  }
  coding = *known;
  return std::nullopt;
}

}  // namespace

Passage pass_gate(const Router& router, const Cors& cors, const RequestHead& head, const BodyFacts& body) {
  Passage passage;
  Router::Found found = router.find(head.method, head.target);
  if (std::holds_alternative<Router::NoRoute>(found)) {
    return refuse(std::move(passage), problem(404, "NOT_FOUND", "there is nothing here"));
  }
  if (const auto* wrong = std::get_if<Router::WrongMethod>(&found)) {
    passage.route = wrong->cross_origin;
    if (head.method == "OPTIONS") {
      return refuse(std::move(passage), cors.preflight(wrong->cross_origin ? head.header("origin") : "", wrong->allow));
    }
    Response answer = problem(405, "METHOD_NOT_ALLOWED", "this address takes " + wrong->allow);
    answer.headers.emplace_back("Allow", wrong->allow);
    return refuse(std::move(passage), std::move(answer));
  }
  auto& match = std::get<Router::Match>(found);
  passage.route = match.route;
  passage.parameters = std::move(match.parameters);
  passage.answer = check_body(*match.route, head, body, passage.coding);
  return passage;
}

}  // namespace nearshelf::server
