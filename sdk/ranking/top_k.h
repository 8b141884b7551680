// The k highest of many scores, highest first, equal scores by lower index.
#ifndef NEARSHELF_SDK_RANKING_TOP_K_H_
#define NEARSHELF_SDK_RANKING_TOP_K_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sdk/ranking/kernels/arrays.h"

namespace nearshelf::ranking {

struct ScoredItem {
  uint32_t index = 0;
  float score = 0.0f;

  friend bool operator==(const ScoredItem&, const ScoredItem&) = default;
};

// The order of results. Neither score may be NaN.
inline bool ranks_before(const ScoredItem& a, const ScoredItem& b) {
  return a.score != b.score ? a.score > b.score : a.index < b.index;
}

// Fills `best` with the first k by ranks_before() among the indexes for which allowed(index) is true; fewer when fewer
// qualify. -infinity and NaN never qualify, so that a masked score is one way to filter. allowed is called only for
// scores that could still get in. `best` is reused without allocating once it has held 2 k + 64 entries.
//
// One pass: whatever beats the k-th best so far is kept; when the buffer is full it is cut back to k.
template <class Allowed>
void select_top_k(std::span<const float> scores, size_t k, Allowed&& allowed, std::vector<ScoredItem>& best) {
  best.clear();
  k = std::min(k, scores.size());
  if (k == 0) return;
  const size_t capacity = 2 * k + 64;
  best.reserve(capacity);
  float threshold = -std::numeric_limits<float>::infinity();
  for (size_t i = next_above(scores, 0, threshold); i < scores.size(); i = next_above(scores, i + 1, threshold)) {
    if (!allowed(static_cast<uint32_t>(i))) continue;
    best.push_back({static_cast<uint32_t>(i), scores[i]});
    if (best.size() < capacity) continue;
    const auto last = best.begin() + static_cast<std::ptrdiff_t>(k - 1);
    std::nth_element(best.begin(), last, best.end(), ranks_before);
    // Later indexes lose against an equal score, so only what is higher can still get in.
    threshold = last->score;
    best.resize(k);
  }
  const auto end = best.begin() + static_cast<std::ptrdiff_t>(std::min(k, best.size()));
  std::partial_sort(best.begin(), end, best.end(), ranks_before);
  best.erase(end, best.end());
}

inline void select_top_k(std::span<const float> scores, size_t k, std::vector<ScoredItem>& best) {
  select_top_k(
      scores, k, [](uint32_t) { return true; }, best);
}

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_TOP_K_H_
