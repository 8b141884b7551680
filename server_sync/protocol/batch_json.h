// A batch as JSON: the fields of events.fbs under the same names, numbers that stand for something by their names.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_BATCH_JSON_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_BATCH_JSON_H_

#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"
#include "server_sync/protocol/codec.h"

namespace nearshelf::protocol {

// Errors as decode_batch(). A field of an event that is unknown or of another type rejects that event alone.
Result<DecodedBatch> decode_batch_json(std::string_view body);
std::string encode_batch_json(const Batch& batch);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_BATCH_JSON_H_
