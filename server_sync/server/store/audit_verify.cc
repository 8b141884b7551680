#include "server_sync/server/store/audit_verify.h"

#include <nlohmann/json.hpp>

#include "server_sync/server/store/audit_chain.h"

namespace nearshelf::server {
namespace {

using nlohmann::json;

// Empty when `entry` is the one behind the `entries` before it.
std::string find_fault(const AuditReport& report, const AuditEntry& entry) {
  const uint64_t number = report.entries + 1;
  if (entry.number != number) return "entry " + std::to_string(number) + " is missing";
  if (entry.hash != audit_hash(report.head, entry.body)) {
    return "the hash is not that of the entry before it and this body";
  }
  // What the hash covers must also be what the columns beside it say.
  const json body = json::parse(entry.body, nullptr, /*allow_exceptions=*/false);
  if (!body.is_object() || !body.contains("number") || body["number"] != number) {
    return "the body does not have the entry's number";
  }
  if (!body.contains("tenant") || body["tenant"] != report.tenant) return "the entry is another tenant's";
  return {};
}

}  // namespace

Result<AuditReport> verify_audit(EventStore& store, std::string_view tenant) {
  AuditReport report;
  report.tenant = tenant;
  const Status status = store.read_audit(tenant, [&report](const AuditEntry& entry) {
    report.error = find_fault(report, entry);
    if (!report.error.empty()) {
      report.first_bad = report.entries + 1;
      return false;
    }
    if (report.entries == 0) report.first_ms = entry.time_ms;
    report.last_ms = entry.time_ms;
    report.head = entry.hash;
    ++report.entries;
    return true;
  });
  if (status.code() == Code::kCorrupt) {
    report.error = status.message();
    report.first_bad = report.entries + 1;
    return report;
  }
  if (!status.ok()) return status;
  return report;
}

}  // namespace nearshelf::server
