// Whether a receipt covers an event.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_CONSENT_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_CONSENT_H_

#include <string_view>

#include "server_sync/protocol/batch.h"

namespace nearshelf::server {

// Empty, or the reason of Verdict::kNoConsent: "receipt.measurement" (not granted), "receipt.time" (decided after the
// event), "receipt.model_improvement: ..." (a field that needs it, and it is not granted).
std::string_view check_consent(const protocol::Event& event, const protocol::Receipt& receipt);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_CONSENT_H_
