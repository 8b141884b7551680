// The OpenAPI 3.1 description of every route, served at /v1/openapi.json; its source is openapi.json beside this file.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_OPENAPI_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_OPENAPI_H_

#include <string_view>

namespace nearshelf::protocol {

std::string_view openapi_json();

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_OPENAPI_H_
