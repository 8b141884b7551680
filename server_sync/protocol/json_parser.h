// JSON text from outside: nlohmann-json's parser, held to what it leaves open.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_JSON_PARSER_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_JSON_PARSER_H_

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "sdk/base/status.h"

namespace nearshelf::protocol {

// One JSON value and nothing behind it; no name twice in an object, at most `max_depth` levels. Throws nothing but what
// a lack of memory throws. Errors: kInvalidArgument, the place is "byte N" or the member that stands there twice.
Result<nlohmann::json> parse_json(std::string_view text, size_t max_depth);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_JSON_PARSER_H_
