#include "sdk/ranking/session_index.h"

#include <algorithm>
#include <bit>

#include "sdk/model/packed_ints.h"

namespace nearshelf::ranking {
namespace {

constexpr uint32_t kNoSession = 0xffffffffu;
constexpr uint32_t kRecentShare = 20;  // the newest twentieth of the clicks

// Compares `recent` clicks with the clicks / kRecentShare that an item of constant popularity has. Whole numbers only:
// the level is part of the score and has to be the same everywhere.
uint32_t trend_level_of(uint64_t clicks, uint64_t recent) {
  if (recent == 0) return clicks < 20 ? 0 : 1;
  // ratio = (recent + 1/2) / (clicks / 20 + 1/2) = seen / expected, against powers of 2^(2/3) around 1.
  const uint64_t seen = (2 * recent + 1) * kRecentShare;
  const uint64_t expected = 2 * clicks + kRecentShare;
  static constexpr uint32_t kThousandths[] = {125, 198, 315, 500, 794, 1260, 2000, 3175, 5040};
  uint32_t level = 2;
  for (const uint32_t bound : kThousandths) {
    if (seen * 1000 >= expected * bound) ++level;
  }
  return level;
}

}  // namespace

SessionIndex::SessionIndex(const model::NeighborsView& sessions, uint32_t item_count) {
  decode(sessions);
  build_postings(item_count);
  rate_items(item_count);
}

void SessionIndex::decode(const model::NeighborsView& sessions) {
  session_offsets_.reserve(sessions.session_lengths.size() + 1);
  session_offsets_.push_back(0);
  for (const uint8_t length : sessions.session_lengths) session_offsets_.push_back(session_offsets_.back() + length);
  const model::PackedInts packed(sessions.items, sessions.bits_per_item, session_offsets_.back());
  items_.resize(session_offsets_.back());
  for (size_t i = 0; i < items_.size(); ++i) items_[i] = packed[i];
}

void SessionIndex::build_postings(uint32_t item_count) {
  std::vector<uint32_t> last_session(item_count, kNoSession);
  posting_offsets_.assign(item_count + 1, 0);
  for (uint32_t s = 0; s < session_count(); ++s) {
    for (const uint32_t item : session(s)) {
      if (last_session[item] == s) continue;
      last_session[item] = s;
      ++posting_offsets_[item + 1];
    }
  }
  for (uint32_t i = 0; i < item_count; ++i) posting_offsets_[i + 1] += posting_offsets_[i];
  postings_.resize(posting_offsets_[item_count]);

  std::fill(last_session.begin(), last_session.end(), kNoSession);
  std::vector<uint32_t> next(posting_offsets_.begin(), posting_offsets_.end() - 1);
  for (uint32_t s = session_count(); s-- > 0;) {
    for (const uint32_t item : session(s)) {
      if (last_session[item] == s) continue;
      last_session[item] = s;
      postings_[next[item]++] = s;
    }
  }
}

void SessionIndex::rate_items(uint32_t item_count) {
  std::vector<uint32_t> clicks(item_count, 0);
  std::vector<uint32_t> recent(item_count, 0);
  const size_t recent_begin = items_.size() - items_.size() / kRecentShare;
  for (size_t i = 0; i < items_.size(); ++i) {
    ++clicks[items_[i]];
    if (i >= recent_begin) ++recent[items_[i]];
  }
  levels_.resize(item_count);
  for (uint32_t i = 0; i < item_count; ++i) {
    const uint32_t count_level =
        clicks[i] == 0 ? 0 : std::min<uint32_t>(static_cast<uint32_t>(std::bit_width(clicks[i])) - 1, 15);
    levels_[i] = static_cast<uint8_t>(count_level | trend_level_of(clicks[i], recent[i]) << 4);
  }
}

size_t SessionIndex::memory_bytes() const {
  return (items_.capacity() + session_offsets_.capacity() + postings_.capacity() + posting_offsets_.capacity()) *
             sizeof(uint32_t) +
         levels_.capacity();
}

}  // namespace nearshelf::ranking
