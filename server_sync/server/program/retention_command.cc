#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "server_sync/server/program/command.h"
#include "server_sync/server/program/report.h"
#include "server_sync/server/program/stores.h"

namespace nearshelf::server {
namespace {

int run_retention(const Config& config) {
  const Result<std::unique_ptr<EventStore>> store = open_store(config);
  if (!store.ok()) return report_error(store.status());
  const Result<std::vector<std::string>> tenants = (*store)->tenants();
  if (!tenants.ok()) return report_error(tenants.status());
  const RetentionPolicy policy{config.retention_days * kDayMs, config.quarantine_days * kDayMs};
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  for (const std::string& tenant : *tenants) {
    const Result<RetentionReport> report =
        (*store)->apply_retention(tenant, policy, std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    if (!report.ok()) return report_error(report.status().at(tenant));
    std::printf("%s: deleted %llu events, %llu quarantined\n", tenant.c_str(),
                static_cast<unsigned long long>(report->events), static_cast<unsigned long long>(report->quarantined));
  }
  return kSuccess;
}

}  // namespace

void add_retention_commands(CLI::App& app, Run& run) {
  CLI::App* retention = app.add_subcommand("retention", "Deleting what is too old");
  retention->fallthrough();
  retention->require_subcommand(1);
  CLI::App* running = retention->add_subcommand("run", "Do it now, for all tenants, and say what was deleted");
  running->fallthrough();
  running->callback([&run] { run = run_retention; });
}

}  // namespace nearshelf::server
