#include "server_sync/protocol/codec.h"

#include <algorithm>
#include <cctype>

#include "server_sync/protocol/batch_flatbuffers.h"
#include "server_sync/protocol/batch_json.h"
#include "server_sync/protocol/limits.h"
#include "server_sync/protocol/reply.h"

namespace nearshelf::protocol {

std::string_view media_type(Format format) { return format == Format::kJson ? kJsonType : kFlatBuffersType; }

std::optional<Format> format_of(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  if (type == kJsonType) return Format::kJson;
  if (type == kFlatBuffersType) return Format::kFlatBuffers;
  return std::nullopt;
}

Result<DecodedBatch> decode_batch(Format format, std::string_view body) {
  if (body.size() > kMaxBodyBytes) {
    return Status(Code::kLimit, "a batch has at most " + std::to_string(kMaxBodyBytes) + " bytes", "body");
  }
  return format == Format::kJson ? decode_batch_json(body) : decode_batch_flatbuffers(body);
}

std::string encode_batch(Format format, const Batch& batch) {
  return format == Format::kJson ? encode_batch_json(batch) : encode_batch_flatbuffers(batch);
}

std::string encode_reply(Format format, std::span<const EventOutcome> outcomes) {
  return format == Format::kJson ? encode_reply_json(outcomes) : encode_reply_flatbuffers(outcomes);
}

Result<std::vector<EventOutcome>> decode_reply(Format format, std::string_view body) {
  return format == Format::kJson ? decode_reply_json(body) : decode_reply_flatbuffers(body);
}

}  // namespace nearshelf::protocol
