// What the fields of a batch may hold, whichever format they came in.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_CHECKS_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_CHECKS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::protocol {

// UTF-8 without control characters; `place` names the field. An empty text has to be wanted.
Status check_text(std::string_view text, size_t min_bytes, size_t max_bytes, std::string_view place);
// 1 to `max_bytes` of A-Z a-z 0-9 . _ : -
Status check_id(std::string_view id, size_t max_bytes, std::string_view place);
Status check_time(TimeMs time_ms, std::string_view place);
Status check_receipt(const Receipt& receipt, std::string_view place);
// Counts, and the fields of the batch itself, without pseudonyms, receipts and events.
Status check_batch_fields(const Batch& batch);
// kLimit when there are more than `max`.
Status check_count(size_t count, size_t max, std::string_view place);

// Empty, or "event.<field>: <why>". The event's indexes are looked at in `batch`.
std::string check_event(const Event& event, const Batch& batch);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_CHECKS_H_
