// What has to hold of a batch that was decoded from any bytes, in either format.
#ifndef NEARSHELF_TESTS_FUZZ_BATCH_FUZZER_H_
#define NEARSHELF_TESTS_FUZZ_BATCH_FUZZER_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server_sync/protocol/codec.h"
#include "server_sync/protocol/limits.h"

namespace nearshelf::fuzz {

// Stops the fuzzer with a finding.
inline void require(bool holds) {
  if (!holds) std::abort();
}

// Refused with a place and a message, or a batch within its limits whose good events survive the way into either format
// and back unchanged.
inline void check_batch(protocol::Format format, const uint8_t* data, size_t size) {
  using protocol::Format;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  auto decoded = protocol::decode_batch(format, body);
  if (!decoded.ok()) {
    const Status& status = decoded.status();
    require(status.code() == Code::kInvalidArgument || status.code() == Code::kLimit);
    require(!status.place().empty() && !status.message().empty());
    require(status.message().size() < 512 && status.place().size() < 512);
    return;
  }
  protocol::Batch& batch = decoded->batch;
  require(batch.events.size() == decoded->rejections.size());
  require(batch.events.size() <= protocol::kMaxBatchEvents);
  protocol::Batch good = batch;
  good.events.clear();
  for (size_t i = 0; i < batch.events.size(); ++i) {
    if (!decoded->rejections[i].empty()) {
      require(decoded->rejections[i].rfind("event", 0) == 0);
      continue;
    }
    require(batch.events[i].pseudonym < batch.pseudonyms.size());
    require(batch.events[i].receipt < batch.receipts.size());
    good.events.push_back(batch.events[i]);
  }
  const std::string json = encode_batch(Format::kJson, good);
  const std::string flat = encode_batch(Format::kFlatBuffers, good);
  // A price written out may take more bytes than it came in.
  if (json.size() > protocol::kMaxBodyBytes || flat.size() > protocol::kMaxBodyBytes) return;
  const auto from_json = decode_batch(Format::kJson, json);
  const auto from_flat = decode_batch(Format::kFlatBuffers, flat);
  require(from_json.ok() && from_flat.ok());
  for (const auto& rejection : from_json->rejections) require(rejection.empty());
  for (const auto& rejection : from_flat->rejections) require(rejection.empty());
  require(encode_batch(Format::kJson, from_flat->batch) == json);
  require(encode_batch(Format::kFlatBuffers, from_json->batch) == flat);
}

}  // namespace nearshelf::fuzz

#endif  // NEARSHELF_TESTS_FUZZ_BATCH_FUZZER_H_
