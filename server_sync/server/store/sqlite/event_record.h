// How the events of one chunk are written into one blob: a byte with the format, the receipts that they have in common,
// then event after event. Integers are varints (7 bits a byte, lowest first), signed ones zigzag.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_EVENT_RECORD_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_EVENT_RECORD_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server::sqlite {

// Their pseudonym stands beside the blob, and the body hashes in event_keys. Appends to `out`.
void write_chunk(std::span<const StoredEvent* const> events, std::string* out);

// kCorrupt when the bytes are not a chunk.
Result<std::vector<StoredEvent>> read_chunk(std::span<const uint8_t> bytes, const Bytes32& pseudonym);

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_EVENT_RECORD_H_
