#include "server_sync/server/program/report.h"

#include <cstdio>

#include "server_sync/server/program/exit_code.h"

namespace nearshelf::server {

int report_error(const Status& error) {
  const std::string place = error.place().empty() ? "" : error.place() + ": ";
  std::fprintf(stderr, "nearshelf-server: %s%s\n", place.c_str(), error.message().c_str());
  return error.code() == Code::kInvalidArgument || error.code() == Code::kNotFound ? kUsage : kFailure;
}

}  // namespace nearshelf::server
