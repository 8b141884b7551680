// How good rankings are, by the protocol of the session-recommendation literature.
#ifndef NEARSHELF_SERVER_SYNC_EVALUATION_METRICS_H_
#define NEARSHELF_SERVER_SYNC_EVALUATION_METRICS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "sdk/ranking/recommender.h"

namespace nearshelf::evaluation {

// 1-based rank of `label` within the first k: 1 + the number of other items whose score is not lower, so that a tie
// counts against us whatever the order of the results. Empty when that is above k. `results`: the best k + 1 items (all
// of the catalog when it has fewer), highest score first: one more than k shows a tie across the border.
std::optional<uint32_t> rank_of(uint32_t label, std::span<const ranking::Recommendation> results, uint32_t k);

// Means over all cases, in percent. A case has one relevant item, so recall@k is the hit rate and the average precision
// is the reciprocal rank; they stand here under the names by which readers look for them.
struct Metrics {
  double hit_rate = 0.0;  // P@k in the literature
  double mrr = 0.0;
  double recall = 0.0;
  double ndcg = 0.0;  // 1 / log2(1 + rank)
  double map = 0.0;
};

class MetricSums {
 public:
  void add(std::optional<uint32_t> rank);
  size_t cases() const { return cases_; }
  Metrics means() const;  // zeros without a case

 private:
  size_t cases_ = 0;
  double hits_ = 0.0;
  double reciprocal_ranks_ = 0.0;
  double gains_ = 0.0;
};

}  // namespace nearshelf::evaluation

#endif  // NEARSHELF_SERVER_SYNC_EVALUATION_METRICS_H_
