#include <cstdio>
#include <string>
#include <vector>

#include "server_sync/protocol/hex.h"
#include "server_sync/server/program/command.h"
#include "server_sync/server/program/report.h"
#include "server_sync/server/program/stores.h"
#include "server_sync/server/store/audit_verify.h"

namespace nearshelf::server {
namespace {

int verify(const Config& config) {
  const Result<std::unique_ptr<EventStore>> store = open_store(config);
  if (!store.ok()) return report_error(store.status());
  const Result<std::vector<std::string>> tenants = (*store)->tenants();
  if (!tenants.ok()) return report_error(tenants.status());
  int code = kSuccess;
  for (const std::string& tenant : *tenants) {
    const Result<AuditReport> report = verify_audit(**store, tenant);
    if (!report.ok()) return report_error(report.status());
    if (report->error.empty()) {
      std::printf("%s: %llu entries fit, the last has the hash %s\n", tenant.c_str(),
                  static_cast<unsigned long long>(report->entries), protocol::to_hex(report->head).c_str());
    } else {
      std::printf("%s: entry %llu does not fit: %s\n", tenant.c_str(),
                  static_cast<unsigned long long>(report->first_bad), report->error.c_str());
      code = kFailure;
    }
  }
  return code;
}

}  // namespace

void add_audit_commands(CLI::App& app, Run& run) {
  CLI::App* audit = app.add_subcommand("audit", "The log of consent, erasures and changes");
  audit->fallthrough();
  audit->require_subcommand(1);
  CLI::App* verifying =
      audit->add_subcommand("verify", "Compute the chain anew and name the first entry that does not fit");
  verifying->fallthrough();
  verifying->callback([&run] { run = verify; });
}

}  // namespace nearshelf::server
