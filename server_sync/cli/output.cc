#include "server_sync/cli/output.h"

#include <cstdio>

#include "server_sync/cli/exit_code.h"

namespace nearshelf::cli {
namespace {

template <typename Json>
void print_json(const Json& json) {
  print(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);  // in step with standard error; a failure is told at the end
}

void print(const nlohmann::json& json) { print_json(json); }

void print(const nlohmann::ordered_json& json) { print_json(json); }

int report_failure(const Status& status) {
  std::string text = "nearshelf: ";
  if (!status.place().empty()) text += status.place() + ": ";
  text += status.message();
  say(text);
  return status.code() == Code::kCancelled ? kInterrupted : kFailure;
}

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

}  // namespace nearshelf::cli
