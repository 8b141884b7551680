#include "server_sync/server/api/access_line.h"

#include <cctype>
#include <cstdio>

#include "server_sync/server/http/address.h"

namespace nearshelf::server {
namespace {

// Methods are words; a client that sends others does not write into our log.
std::string word(std::string_view text) {
  if (text.empty() || text.size() > 16) return "-";
  for (const char c : text) {
    if (!std::isalpha(static_cast<unsigned char>(c))) return "-";
  }
  return std::string(text);
}

}  // namespace

std::string access_line(const RequestReport& report) {
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, " %d %llu B %.1f ms ", report.status,
                static_cast<unsigned long long>(report.sent_bytes),
                std::chrono::duration<double, std::milli>(report.elapsed).count());
  const std::string route(report.route.empty() ? "-" : report.route);
  return word(report.method) + " " + route + numbers + log_address(std::string(report.address)) + " " +
         std::string(report.id);
}

}  // namespace nearshelf::server
