// The links of the audit log: entry n is sha256(hash of n-1 || body of n), and nothing of an entry is outside of its
// body.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_AUDIT_CHAIN_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_AUDIT_CHAIN_H_

#include <string>
#include <string_view>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

// Of the last entry of a tenant; number 0 and zeros before the first.
struct AuditHead {
  uint64_t number = 0;
  Bytes32 hash{};
};

// The entry that follows `head`. `body` is a JSON object; tenant, number, time_ms and kind are put into it, and it is
// written canonically: keys in the order of their bytes, no white space. kInvalidArgument when it is no object or has
// one of the four already.
Result<AuditEntry> next_audit_entry(const AuditHead& head, std::string_view tenant, std::string_view kind,
                                    std::string_view body, TimeMs now_ms);

Bytes32 audit_hash(const Bytes32& previous, std::string_view body);

// The entry as it was stored. The time is read from the body, 0 when that is damaged.
AuditEntry stored_audit_entry(std::string_view tenant, uint64_t number, std::string_view body, const Bytes32& hash);

// Whether the last entry that was read is the one that the head, kept apart, names. kCorrupt when not.
Status check_audit_end(const AuditHead& head, const AuditHead& last);

// The bodies of what the stores themselves write down.
std::string erasure_body(const EraseRequest& request, const EraseOutcome& outcome);
std::string retention_body(const RetentionPolicy& policy, const RetentionReport& report);
std::string publication_body(const StoredModel& model);
std::string token_body(const Token& token);  // without its secret

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_AUDIT_CHAIN_H_
