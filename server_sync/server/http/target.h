// The request target: path segments and query, decoded.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_TARGET_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_TARGET_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nearshelf::server {

inline constexpr size_t kMaxTargetBytes = 4096;

struct Target {
  std::vector<std::string> segments;  // of "/v1/events": "v1", "events"; of "/": none
  std::vector<std::pair<std::string, std::string>> query;
};

// "/path?query", or with a scheme and a host in front, which are passed over, as is a slash at the end. Empty for
// anything else: a broken escape, a control character, an empty, "." or ".." segment, or an escaped slash.
std::optional<Target> parse_target(std::string_view text);

// The value of a name of the query; empty when it is not there or there twice.
std::optional<std::string> query_value(const Target& target, std::string_view name);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_TARGET_H_
