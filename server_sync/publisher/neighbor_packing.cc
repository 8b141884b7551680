#include "server_sync/publisher/neighbor_packing.h"

#include <algorithm>
#include <span>

#include "sdk/model/packed_ints.h"

namespace nearshelf::publisher {
namespace {

constexpr size_t kMaxLength = 255;  // a byte in the artifact

// The clicks of `session` that are kept, newest last.
void shorten(std::span<const uint32_t> session, std::vector<uint32_t>& kept) {
  kept.clear();
  size_t run = 0;
  for (const uint32_t item : session) {
    run = !kept.empty() && kept.back() == item ? run + 1 : 1;
    if (run <= kMaxRun) kept.push_back(item);
  }
  if (kept.size() > kMaxLength) kept.erase(kept.begin(), kept.end() - kMaxLength);
}

// Codes of kLengthBits bits for a session of `clicks`; the artifact chooses the code size that is best, so never more.
size_t length_bits(size_t clicks) {
  constexpr size_t kLengthBits = 4;
  return kLengthBits * (1 + (clicks - 1) / ((size_t{1} << kLengthBits) - 1));
}

}  // namespace

PastSessions choose_past_sessions(const data::SessionDataset& dataset, size_t session_end, size_t max_bytes) {
  PastSessions past;
  const size_t item_bits = model::bits_for(static_cast<uint32_t>(dataset.item_count()));
  size_t bits = 0;
  std::vector<uint32_t> kept;
  for (size_t s = std::min(session_end, dataset.session_count()); s-- > 0;) {
    shorten(dataset.session(s), kept);
    if (kept.size() < 2) continue;
    const size_t with_this = bits + length_bits(kept.size()) + kept.size() * item_bits;
    if (with_this / 8 + 2 > max_bytes) break;  // both streams end on a whole byte
    bits = with_this;
    past.lengths.push_back(static_cast<uint8_t>(kept.size()));
    past.items.insert(past.items.end(), kept.rbegin(), kept.rend());
  }
  std::reverse(past.lengths.begin(), past.lengths.end());
  std::reverse(past.items.begin(), past.items.end());
  past.packed_bytes = past.lengths.empty() ? 0 : bits / 8 + 2;
  return past;
}

}  // namespace nearshelf::publisher
