// The server's verdicts on a batch (sdk/schema/events.fbs).
#ifndef NEARSHELF_SDK_SYNC_REPLY_DECODER_H_
#define NEARSHELF_SDK_SYNC_REPLY_DECODER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sdk/base/status.h"

namespace nearshelf::sync {

struct Remark {
  uint32_t event = 0;  // index into the batch
  std::string reason;
};

struct Reply {
  std::vector<uint8_t> verdicts;  // one an event; numbers that this version does not know are as final as the others
  std::vector<Remark> remarks;
};

// Errors: kCorrupt for anything but a whole reply with exactly `event_count` verdicts.
Result<Reply> decode_reply(std::span<const uint8_t> bytes, size_t event_count);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_REPLY_DECODER_H_
