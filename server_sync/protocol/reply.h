// The answer to a batch, in both formats.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_REPLY_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_REPLY_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::protocol {

std::string encode_reply_flatbuffers(std::span<const EventOutcome> outcomes);
std::string encode_reply_json(std::span<const EventOutcome> outcomes);
// Errors: kCorrupt.
Result<std::vector<EventOutcome>> decode_reply_flatbuffers(std::string_view body);
Result<std::vector<EventOutcome>> decode_reply_json(std::string_view body);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_REPLY_H_
