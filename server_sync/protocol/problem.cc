#include "server_sync/protocol/problem.h"

#include <nlohmann/json.hpp>

#include "server_sync/protocol/canonical_json.h"

namespace nearshelf::protocol {

std::string problem_json(std::string_view code, std::string_view message, std::string_view place, int http_status) {
  return canonical_json({{"code", code}, {"message", message}, {"place", place}, {"status", http_status}});
}

std::string problem_json(const Status& status, int http_status) {
  return problem_json(code_name(status.code()), status.message(), status.place(), http_status);
}

}  // namespace nearshelf::protocol
