#include "server_sync/server/program/log_output.h"

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <string>

namespace nearshelf::server {
namespace {

constexpr size_t kQueuedLines = 8192;

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug: return spdlog::level::debug;
    case LogLevel::kInfo: return spdlog::level::info;
    case LogLevel::kWarning: return spdlog::level::warn;
    case LogLevel::kError: break;
  }
  return spdlog::level::err;
}

}  // namespace

LogSink start_log(std::string_view level) {
  spdlog::init_thread_pool(kQueuedLines, 1);
  auto logger =
      std::make_shared<spdlog::async_logger>("server", std::make_shared<spdlog::sinks::stderr_sink_mt>(),
                                             spdlog::thread_pool(), spdlog::async_overflow_policy::overrun_oldest);
  logger->set_level(spdlog::level::from_str(std::string(level)));
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  logger->flush_on(spdlog::level::warn);
  spdlog::flush_every(std::chrono::seconds(1));
  spdlog::register_logger(logger);
  return [logger](LogLevel of, std::string_view message) {
    logger->log(level_of(of), spdlog::string_view_t(message.data(), message.size()));
  };
}

void finish_log() { spdlog::shutdown(); }

}  // namespace nearshelf::server
