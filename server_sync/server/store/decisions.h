// Decisions of the stores that do not depend on the database: which request this is, which publication is let in.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_DECISIONS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_DECISIONS_H_

#include <optional>
#include <span>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

// What a tombstone keeps out, as it is stored; the larger one wins.
enum class Tombstone : int { kNone = 0, kModelImprovement = 1, kAll = 2 };

Tombstone tombstone_of(EraseScope scope);

// The verdicts whose reason is the store's to say.
protocol::EventOutcome conflict_outcome();
protocol::EventOutcome erased_outcome();

// Whether the batch names what its device gave up, and the name that remembers it among the hashes of receipts, of
// which none is like it.
bool names_dropped(const AppendBatch& batch);
Bytes32 dropped_name(const AppendBatch& batch);

// SHA-256 of scope and pseudonyms, whatever their order: the same request id has to come with the same.
Bytes32 erasure_digest(const EraseRequest& request);
Status reused_request_id(const EraseRequest& request);

// True: it is to be stored; false: it is there already. Errors: those of EventStore::put_model(), and kInvalidArgument
// when `bytes` are not those that `model` describes.
Result<bool> check_publication(const std::optional<StoredModel>& current, const StoredModel& model,
                               std::span<const uint8_t> bytes);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_DECISIONS_H_
