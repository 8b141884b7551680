#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "server_sync/server/api/service.h"
#include "server_sync/server/program/command.h"
#include "server_sync/server/program/first_start.h"
#include "server_sync/server/program/log_output.h"
#include "server_sync/server/program/private_file.h"
#include "server_sync/server/program/report.h"
#include "server_sync/server/program/stores.h"

namespace nearshelf::server {
namespace {

// Files, the store and the pipes of the process itself.
constexpr rlim_t kOtherDescriptors = 128;

TimeMs now_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// Blocks the signals that are waited for, before there are threads that could get them.
sigset_t block_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&signals, number);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);  // writes report it
  return signals;
}

// As many descriptors as the connections need, or as the system allows.
void allow_descriptors(const Config& config, const LogSink& log) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = static_cast<rlim_t>(config.max_connections) + kOtherDescriptors;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, limit.rlim_max);
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted) {
    log(LogLevel::kWarning, "the system allows " + std::to_string(limit.rlim_cur) +
                                " open files: connections beyond that wait, whatever limits.connections says");
  }
}

Status announce(const Config& config, const Service& service, const LogSink& log) {
  const std::string scheme = config.tls_certificate.empty() ? "http" : "https";
  std::string ports;
  for (size_t i = 0; i < config.listen.size(); ++i) {
    const std::string port = std::to_string(service.ports()[i]);
    ports += port + "\n";
    log(LogLevel::kInfo,
        "listening on " + scheme + "://" + config.listen[i].substr(0, config.listen[i].rfind(':')) + ":" + port);
  }
  return config.port_file.empty() ? ok_status() : write_whole_file(config.port_file, ports, 0644);
}

Result<std::unique_ptr<Service>> start(const Config& config, const LogSink& log) {
  ServiceParts parts;
  parts.config = config;
  parts.version = NEARSHELF_VERSION;
  parts.log = log;
  NEARSHELF_ASSIGN_OR_RETURN(parts.store, open_store(config));
  NEARSHELF_ASSIGN_OR_RETURN(const std::string token, make_first_token(*parts.store, config.data, now_ms()));
  if (!token.empty()) log(LogLevel::kInfo, "made the tenant \"default\"; its admin's token is in " + token);
  NEARSHELF_ASSIGN_OR_RETURN(parts.stream, open_stream(config, log));
  return Service::start(std::move(parts));
}

// Returns when the server is to end; certificates are read again meanwhile.
void wait_for_end(const sigset_t& signals, Service& service, const LogSink& log) {
  int number = 0;
  while (::sigwait(&signals, &number) == 0 && number == SIGHUP) {
    const Status reloaded = service.reload_tls();
    if (reloaded.ok()) log(LogLevel::kInfo, "certificates read again");
    if (!reloaded.ok()) log(LogLevel::kError, "the old certificate stays: " + reloaded.to_string());
  }
}

void drain(const Config& config, const sigset_t& signals, Service& service, const LogSink& log) {
  log(LogLevel::kInfo, "ending: what is under way is finished");
  service.announce_end();
  // Who asks a second time does not want to wait.
  const timespec delay{static_cast<time_t>(config.drain_delay_seconds), 0};
  sigset_t ending = signals;
  ::sigdelset(&ending, SIGHUP);
  if (config.drain_delay_seconds > 0) ::sigtimedwait(&ending, nullptr, &delay);
  ::pthread_sigmask(SIG_UNBLOCK, &ending, nullptr);
  const size_t cut_off = service.drain();
  if (cut_off > 0) log(LogLevel::kWarning, std::to_string(cut_off) + " connections took too long and were cut off");
  log(LogLevel::kInfo, "ended");
}

}  // namespace

int serve(const Config& config) {
  const sigset_t signals = block_signals();
  const LogSink log = start_log(config.log_level);
  allow_descriptors(config, log);
  Result<std::unique_ptr<Service>> service = start(config, log);
  Status status = service.ok() ? announce(config, **service, log) : service.status();
  if (status.ok()) {
    wait_for_end(signals, **service, log);
    drain(config, signals, **service, log);
    service->reset();
  }
  finish_log();
  return status.ok() ? kSuccess : report_error(status);
}

void add_serve_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("serve", "Serve (what it does without a command, too)");
  command->fallthrough();
  command->callback([&run] { run = serve; });
}

}  // namespace nearshelf::server
