#include "server_sync/server/http/problem.h"

#include "server_sync/protocol/problem.h"

namespace nearshelf::server {

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Unknown";
  }
}

Response problem(int status, std::string_view code, std::string_view message, std::string_view place) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", std::string(protocol::kProblemType)}, {"Cache-Control", "no-store"}};
  response.body = protocol::problem_json(code, message, place, status);
  return response;
}

Response try_again(int status, int after_seconds, std::string_view code, std::string_view message) {
  Response response = problem(status, code, message);
  response.headers.emplace_back("Retry-After", std::to_string(after_seconds));
  return response;
}

Response problem_of(const Status& error) {
  const auto answer = [&](int status) {
    return problem(status, code_name(error.code()), error.message(), error.place());
  };
  switch (error.code()) {
    case Code::kInvalidArgument:
    case Code::kCorrupt:
    case Code::kUnsupportedVersion: return answer(400);
    case Code::kNotFound: return answer(404);
    case Code::kFailedPrecondition: return answer(409);
    case Code::kLimit: return answer(413);
    case Code::kBusy: return try_again(503, 1, code_name(error.code()), error.message());
    case Code::kWrongKey:
    case Code::kIo:
    case Code::kNoSpace:
    case Code::kOutOfMemory:
    case Code::kCancelled:
      return try_again(503, 5, code_name(error.code()), "the server cannot store or read at the moment");
    default: return problem(500, code_name(error.code()), "the server failed; its log says why");
  }
}

}  // namespace nearshelf::server
