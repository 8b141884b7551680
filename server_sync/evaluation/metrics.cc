#include "server_sync/evaluation/metrics.h"

#include <algorithm>
#include <cmath>

namespace nearshelf::evaluation {

std::optional<uint32_t> rank_of(uint32_t label, std::span<const ranking::Recommendation> results, uint32_t k) {
  const auto found = std::find_if(results.begin(), results.end(),
                                  [&](const ranking::Recommendation& result) { return result.item == label; });
  if (found == results.end()) return std::nullopt;
  // The label itself is among those that are not lower, and stands for the 1.
  const auto rank =
      static_cast<uint32_t>(std::count_if(results.begin(), results.end(), [&](const ranking::Recommendation& result) {
        return result.score >= found->score;
      }));
  if (rank > k) return std::nullopt;
  return rank;
}

void MetricSums::add(std::optional<uint32_t> rank) {
  ++cases_;
  if (!rank) return;
  hits_ += 1.0;
  reciprocal_ranks_ += 1.0 / *rank;
  gains_ += 1.0 / std::log2(1.0 + *rank);
}

Metrics MetricSums::means() const {
  if (cases_ == 0) return {};
  const double percent = 100.0 / static_cast<double>(cases_);
  const double hit_rate = hits_ * percent;
  const double mrr = reciprocal_ranks_ * percent;
  return {hit_rate, mrr, hit_rate, gains_ * percent, mrr};
}

}  // namespace nearshelf::evaluation
