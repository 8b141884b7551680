// The past sessions of a model, searchable: item -> the sessions that contain it, and session -> its items.
//
// Built once at open from the packed sessions of the artifact; about 9 bytes for every stored click.
// Threads: immutable after build().
#ifndef NEARSHELF_SDK_RANKING_SESSION_INDEX_H_
#define NEARSHELF_SDK_RANKING_SESSION_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sdk/model/model.h"

namespace nearshelf::ranking {

class SessionIndex {
 public:
  // Trend levels run from 0 (not seen lately) to kTrendLevels - 1 (seen far more often lately than before).
  static constexpr uint32_t kTrendLevels = 12;

  SessionIndex() = default;
  // `sessions` is verified (sdk/model): every decoded item is below item_count.
  SessionIndex(const model::NeighborsView& sessions, uint32_t item_count);

  bool empty() const { return session_offsets_.size() <= 1; }
  uint32_t session_count() const {
    return session_offsets_.empty() ? 0 : static_cast<uint32_t>(session_offsets_.size() - 1);
  }
  // Clicks of session s in their order; sessions stand oldest first.
  std::span<const uint32_t> session(uint32_t s) const {
    return std::span(items_).subspan(session_offsets_[s], session_offsets_[s + 1] - session_offsets_[s]);
  }
  // The sessions that contain `item`, newest first, each once.
  std::span<const uint32_t> sessions_of(uint32_t item) const {
    return std::span(postings_).subspan(posting_offsets_[item], posting_offsets_[item + 1] - posting_offsets_[item]);
  }
  // floor(log2(clicks of the item)), and how often the item is seen in the newest twentieth of the clicks, compared
  // with what its clicks in all sessions let expect.
  uint32_t count_level(uint32_t item) const { return levels_[item] & 15u; }
  uint32_t trend_level(uint32_t item) const { return levels_[item] >> 4; }

  size_t memory_bytes() const;

 private:
  void decode(const model::NeighborsView& sessions);
  void build_postings(uint32_t item_count);
  void rate_items(uint32_t item_count);

  std::vector<uint32_t> items_;
  std::vector<uint32_t> session_offsets_;
  std::vector<uint32_t> postings_;
  std::vector<uint32_t> posting_offsets_;
  std::vector<uint8_t> levels_;  // count level in the low, trend level in the high four bits
};

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_SESSION_INDEX_H_
