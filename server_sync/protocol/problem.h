// application/problem+json (RFC 9457): what every refusal is answered with.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_PROBLEM_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_PROBLEM_H_

#include <string>
#include <string_view>

#include "sdk/base/status.h"

namespace nearshelf::protocol {

inline constexpr std::string_view kProblemType = "application/problem+json";

// {"code":"INVALID_ARGUMENT","message":"...","place":"...","status":400}. `status` is not OK.
std::string problem_json(const Status& status, int http_status);
// With a code of HTTP's own, such as "UNAUTHORIZED" or "NOT_ACCEPTABLE".
std::string problem_json(std::string_view code, std::string_view message, std::string_view place, int http_status);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_PROBLEM_H_
