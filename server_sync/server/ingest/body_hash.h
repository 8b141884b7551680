// What tells an event that comes again from another one with the same id.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_BODY_HASH_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_BODY_HASH_H_

#include "server_sync/protocol/batch.h"

namespace nearshelf::server {

// SHA-256 over the fields as the device sent them, the same for both formats. Not in it: the receipt, which may change
// while an event waits, and the pseudonym as it came, which the store's peppered one stands for so that a copy of the
// store cannot be tested for it.
protocol::Bytes32 body_hash(const protocol::Event& event, const protocol::Bytes32& peppered_pseudonym);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_BODY_HASH_H_
