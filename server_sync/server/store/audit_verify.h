// Computes a tenant's audit log anew and finds the first entry that does not fit.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_AUDIT_VERIFY_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_AUDIT_VERIFY_H_

#include <string>
#include <string_view>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

struct AuditReport {
  std::string tenant;
  uint64_t entries = 0;  // that fit
  Bytes32 head{};        // of the last of them: kept elsewhere, it shows later that nothing before it was rewritten
  TimeMs first_ms = 0;   // 0 = no entries
  TimeMs last_ms = 0;
  // Empty when all is as it was written; otherwise what is wrong with entry `first_bad`.
  std::string error;
  uint64_t first_bad = 0;
};

// The errors are those of reading; a log that does not fit is a report with an error.
Result<AuditReport> verify_audit(EventStore& store, std::string_view tenant);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_AUDIT_VERIFY_H_
