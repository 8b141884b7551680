#include "server_sync/server/api/backend.h"

#include <exception>

#include "server_sync/server/http/problem.h"

namespace nearshelf::server {

void answer_from_worker(const Backend& backend, Respond respond, std::function<Response()> work) {
  const bool taken = backend.workers->run([&backend, respond, work = std::move(work)] {
    // What libraries throw, above all for want of memory, is this request's trouble and not the server's end.
    try {
      respond(work());
    } catch (const std::exception& error) {
      respond(failure(backend, "a request failed", internal_error(error.what())));
    }
  });
  if (!taken) respond(try_again(503, 2, "BUSY", "too much waits for the store"));
}

Response failure(const Backend& backend, std::string_view what, const Status& error) {
  Response answer = problem_of(error);
  if (answer.status >= 500 && backend.log) {
    const LogLevel level = error.code() == Code::kBusy ? LogLevel::kWarning : LogLevel::kError;
    backend.log(level, std::string(what) + ": " + error.to_string());
  }
  return answer;
}

Response json_response(int status, std::string body) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.body = std::move(body);
  return response;
}

}  // namespace nearshelf::server
