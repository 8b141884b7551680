// Errors as application/problem+json (RFC 9457) with Nearshelf's code, message and place.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_PROBLEM_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_PROBLEM_H_

#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/http/message.h"

namespace nearshelf::server {

// `code` in upper case, like code_name()'s.
Response problem(int status, std::string_view code, std::string_view message, std::string_view place = {});

// 429 or 503, with Retry-After.
Response try_again(int status, int after_seconds, std::string_view code, std::string_view message);

// The answer to a Status: 400 for the client's mistakes, 404, 409, 413, 503 with Retry-After for what passes, else 500.
// What is the server's own affair keeps its message to itself.
Response problem_of(const Status& error);

// "Not Found" of 404.
std::string_view reason_phrase(int status);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_PROBLEM_H_
