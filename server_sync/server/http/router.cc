#include "server_sync/server/http/router.h"

#include <cassert>
#include <optional>

namespace nearshelf::server {
namespace {

bool is_parameter(const std::string& segment) { return segment.front() == '{'; }

// The parameters when the path has the shape of the pattern.
std::optional<std::vector<std::string>> match(const std::vector<std::string>& pattern,
                                              const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  std::vector<std::string> parameters;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (is_parameter(pattern[i])) {
      parameters.push_back(path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

}  // namespace

Router::Router(std::vector<Route> routes) {
  for (Route& route : routes) {
    std::optional<Target> target = parse_target(route.pattern);
    assert(target);
    entries_.push_back({std::move(route), std::move(target->segments)});
  }
}

Router::Found Router::find(std::string_view method, const Target& target) const {
  WrongMethod wrong;
  for (const Entry& entry : entries_) {
    std::optional<std::vector<std::string>> parameters = match(entry.segments, target.segments);
    if (!parameters) continue;
    const std::string& own = entry.route.method;
    if (method == own || (method == "HEAD" && own == "GET")) return Match{&entry.route, std::move(*parameters)};
    wrong.allow += own + (own == "GET" ? ", HEAD, " : ", ");
    if (entry.route.cross_origin) wrong.cross_origin = &entry.route;
  }
  if (wrong.allow.empty()) return NoRoute{};
  wrong.allow += "OPTIONS";
  return wrong;
}

}  // namespace nearshelf::server
