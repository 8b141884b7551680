// Bodies of POST /v1/events, in both formats: what came in becomes a Batch, outcomes become the answer.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_CODEC_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_CODEC_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::protocol {

enum class Format { kFlatBuffers, kJson };

inline constexpr std::string_view kFlatBuffersType = "application/vnd.nearshelf.events";
inline constexpr std::string_view kJsonType = "application/json";

std::string_view media_type(Format format);
// Of a Content-Type header, whose parameters and case do not matter; empty for any other type (415).
std::optional<Format> format_of(std::string_view content_type);

struct DecodedBatch {
  Batch batch;
  // One for each event: empty, or why it is rejected ("event.price: not within 0 and 1e12"). A rejected event's other
  // fields may be missing.
  std::vector<std::string> rejections;
};

// A body that is no batch is refused whole. Errors: kLimit (413) for too many bytes or events, kInvalidArgument (400)
// for the rest; the place is a field ("receipts[2].policy_version") or "byte N".
Result<DecodedBatch> decode_batch(Format format, std::string_view body);
// For load generators and tests: the body that a device would send.
std::string encode_batch(Format format, const Batch& batch);

std::string encode_reply(Format format, std::span<const EventOutcome> outcomes);
// Errors: kCorrupt, with the place.
Result<std::vector<EventOutcome>> decode_reply(Format format, std::string_view body);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_CODEC_H_
