// The parts of the session vectors in terms of the public API.
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_VECTOR_JSON_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_VECTOR_JSON_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "nearshelf/nearshelf.hpp"

namespace nearshelf_conformance {

using Json = nlohmann::ordered_json;

// "3f800000" for 1.0f.
std::string float_bits(float value);

// "view" for NSH_EVENT_VIEW.
std::string_view kind_name(nsh_event_kind kind);

// Strings point into `json`. Keys that are absent leave the defaults; an unknown key throws std::invalid_argument.
nearshelf::Event read_event(const Json& json);
nearshelf::RecommendOptions read_options(const Json& json);

Json error_json(const nearshelf::Error& error);
// With every attribute of every item when `described`.
Json recommendations_json(const nearshelf::Result<nearshelf::Recommendations>& result, bool described);

}  // namespace nearshelf_conformance

#endif  // NEARSHELF_TESTS_CONFORMANCE_SESSIONS_VECTOR_JSON_H_
