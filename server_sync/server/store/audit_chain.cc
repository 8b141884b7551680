#include "server_sync/server/store/audit_chain.h"

#include <nlohmann/json.hpp>

#include "sdk/base/hex.h"
#include "server_sync/server/store/digest.h"

namespace nearshelf::server {
namespace {

using nlohmann::json;

// nlohmann's objects are sorted by the bytes of their keys.
std::string canonical(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

const char* role_name(Role role) {
  switch (role) {
    case Role::kDevice: return "device";
    case Role::kPublisher: return "publisher";
    case Role::kAnalyst: return "analyst";
    case Role::kAdmin: return "admin";
  }
  return "unknown";
}

}  // namespace

Bytes32 audit_hash(const Bytes32& previous, std::string_view body) { return sha256(as_text(previous), body); }

Result<AuditEntry> next_audit_entry(const AuditHead& head, std::string_view tenant, std::string_view kind,
                                    std::string_view body, TimeMs now_ms) {
  json object = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return invalid_argument("the body of an audit entry is a JSON object", kind);
  const json added = {{"kind", kind}, {"number", head.number + 1}, {"tenant", tenant}, {"time_ms", now_ms}};
  for (const auto& [key, value] : added.items()) {
    if (object.contains(key)) return invalid_argument("the body of an audit entry has \"" + key + "\" already", kind);
    object[key] = value;
  }
  AuditEntry entry;
  entry.tenant = tenant;
  entry.number = head.number + 1;
  entry.time_ms = now_ms;
  entry.body = canonical(object);
  entry.hash = audit_hash(head.hash, entry.body);
  return entry;
}

AuditEntry stored_audit_entry(std::string_view tenant, uint64_t number, std::string_view body, const Bytes32& hash) {
  AuditEntry entry;
  entry.tenant = tenant;
  entry.number = number;
  entry.body = body;
  entry.hash = hash;
  const json object = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (object.is_object()) {
    const auto time = object.find("time_ms");
    if (time != object.end() && time->is_number_integer()) entry.time_ms = time->get<TimeMs>();
  }
  return entry;
}

Status check_audit_end(const AuditHead& head, const AuditHead& last) {
  if (head.number == last.number && head.hash == last.hash) return ok_status();
  return corrupt("the log ends with entry " + std::to_string(last.number) + ", its head names entry " +
                 std::to_string(head.number) + (head.number == last.number ? " with another hash" : ""));
}

std::string erasure_body(const EraseRequest& request, const EraseOutcome& outcome) {
  // Whose pseudonyms they were is not said: the log outlives what was erased.
  return canonical({{"request_id", request.request_id},
                    {"scope", request.scope == EraseScope::kAll ? "all" : "model_improvement"},
                    {"pseudonyms", request.pseudonyms.size()},
                    {"events", outcome.events},
                    {"quarantined", outcome.quarantined}});
}

std::string retention_body(const RetentionPolicy& policy, const RetentionReport& report) {
  return canonical({{"events_ms", policy.events_ms},
                    {"quarantine_ms", policy.quarantine_ms},
                    {"events", report.events},
                    {"quarantined", report.quarantined},
                    {"oldest_event_ms", report.oldest_event_ms}});
}

std::string publication_body(const StoredModel& model) {
  return canonical({{"model_id", model.model_id},
                    {"version", model.version},
                    {"sha256", to_hex(model.sha256)},
                    {"size_bytes", model.size_bytes}});
}

std::string token_body(const Token& token) {
  return canonical({{"token", token.id}, {"role", role_name(token.role)}, {"label", token.label}});
}

}  // namespace nearshelf::server
