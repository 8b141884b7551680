#include "tests/conformance/sessions/matches.h"

#include <regex>

namespace nearshelf_conformance {

bool matches(const Json& expected, const Json& result) {
  if (expected.is_object() && expected.size() == 1 && expected.contains("$match")) {
    return result.is_string() &&
           std::regex_match(result.get<std::string>(), std::regex(expected["$match"].get<std::string>()));
  }
  if (expected.is_object()) {
    if (!result.is_object() || result.size() != expected.size()) return false;
    for (const auto& [key, value] : expected.items()) {
      if (!result.contains(key) || !matches(value, result.at(key))) return false;
    }
    return true;
  }
  if (expected.is_array()) {
    if (!result.is_array() || result.size() != expected.size()) return false;
    for (size_t i = 0; i < expected.size(); ++i) {
      if (!matches(expected[i], result[i])) return false;
    }
    return true;
  }
  return expected == result;
}

}  // namespace nearshelf_conformance
