#include "server_sync/server/http/response_head.h"

#include <algorithm>

#include "server_sync/server/http/problem.h"

namespace nearshelf::server {
namespace {

void add(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  std::copy_if(value.begin(), value.end(), std::back_inserter(head),
               [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
  head += "\r\n";
}

}  // namespace

std::string response_head(const Response& response, const HeadFacts& facts) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.append(reason_phrase(response.status)).append("\r\n");
  add(head, "Date", facts.date);
  for (const auto& [name, value] : response.headers) add(head, name, value);
  // 204 and 304 have no body, and with a length some clients wait for one.
  if (response.status != 204 && response.status != 304) add(head, "Content-Length", std::to_string(facts.body_bytes));
  add(head, "Connection", facts.keep_alive ? "keep-alive" : "close");
  add(head, "X-Content-Type-Options", "nosniff");
  if (!facts.id.empty()) add(head, "X-Request-Id", facts.id);
  head += "\r\n";
  return head;
}

}  // namespace nearshelf::server
