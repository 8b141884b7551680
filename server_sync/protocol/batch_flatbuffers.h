// A batch as sdk/schema/events.fbs has it.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_BATCH_FLATBUFFERS_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_BATCH_FLATBUFFERS_H_

#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"
#include "server_sync/protocol/codec.h"

namespace nearshelf::protocol {

// The verifier, then every field. Errors as decode_batch().
Result<DecodedBatch> decode_batch_flatbuffers(std::string_view body);
std::string encode_batch_flatbuffers(const Batch& batch);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_BATCH_FLATBUFFERS_H_
