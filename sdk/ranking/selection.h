// The results of a request: the best allowed items, with at most so many of one category.
#ifndef NEARSHELF_SDK_RANKING_SELECTION_H_
#define NEARSHELF_SDK_RANKING_SELECTION_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "sdk/model/catalog.h"
#include "sdk/ranking/top_k.h"

namespace nearshelf::ranking {

// Fills `best` with the first k items by ranks_before() that are allowed and, taken in that order, are not preceded by
// max_per_category (0 = no limit) others of their category. Items of unknown category are not limited.
template <class Allowed>
void select_results(std::span<const float> scores, size_t k, uint32_t max_per_category, const model::Catalog& catalog,
                    Allowed&& allowed, std::vector<ScoredItem>& best) {
  if (max_per_category == 0) {
    select_top_k(scores, k, allowed, best);
    return;
  }
  k = std::min(k, scores.size());
  // How far down the ranking the limit reaches is not known before: look at more and more of it.
  std::vector<uint32_t> taken(size_t{1} << 16);
  for (size_t reach = std::min(scores.size(), 4 * k);; reach = std::min(scores.size(), 4 * reach)) {
    select_top_k(scores, reach, allowed, best);
    const bool all = best.size() < reach || reach == scores.size();
    std::fill(taken.begin(), taken.end(), 0);
    size_t kept = 0;
    for (size_t i = 0; i < best.size() && kept < k; ++i) {
      const uint16_t category = catalog.category(best[i].index);
      if (category != 0 && taken[category]++ >= max_per_category) continue;
      best[kept++] = best[i];
    }
    if (kept == k || all) {
      best.resize(kept);
      return;
    }
  }
}

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_SELECTION_H_
