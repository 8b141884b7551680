#include "sdk/sync/reply_decoder.h"

#include <cstring>

#include "sdk/schema/events_generated.h"
#include "sdk/sync/limits.h"

namespace nearshelf::sync {
namespace {

namespace wire = schema::sync;

constexpr flatbuffers::uoffset_t kMaxDepth = 4;
constexpr flatbuffers::uoffset_t kMaxTables = 2 * kMaxBatchEvents;

}  // namespace

Result<Reply> decode_reply(std::span<const uint8_t> bytes, size_t event_count) {
  if (bytes.size() > kMaxReplyBytes) return corrupt("too long", "reply");
  // The verifier looks at alignment as it is in memory, and a host's buffer may stand anywhere.
  std::vector<uint64_t> aligned((bytes.size() + sizeof(uint64_t) - 1) / sizeof(uint64_t));
  if (!bytes.empty()) std::memcpy(aligned.data(), bytes.data(), bytes.size());
  const auto* data = reinterpret_cast<const uint8_t*>(aligned.data());
  flatbuffers::Verifier verifier(data, bytes.size(), kMaxDepth, kMaxTables);
  if (bytes.empty() || !verifier.VerifyBuffer<wire::Reply>(nullptr)) return corrupt("not a reply to a batch", "reply");
  const auto* root = flatbuffers::GetRoot<wire::Reply>(data);
  if (root->verdicts()->size() != event_count) {
    return corrupt(std::to_string(root->verdicts()->size()) + " verdicts on " + std::to_string(event_count) + " events",
                   "reply.verdicts");
  }
  Reply reply;
  reply.verdicts.assign(root->verdicts()->begin(), root->verdicts()->end());
  if (root->remarks() == nullptr) return reply;
  for (const wire::Remark* remark : *root->remarks()) {
    if (remark->event() >= event_count) return corrupt("a remark on an event that is not there", "reply.remarks");
    reply.remarks.push_back({remark->event(), remark->reason()->str()});
  }
  return reply;
}

}  // namespace nearshelf::sync
