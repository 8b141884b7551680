#include "server_sync/cli/float32_metrics.h"

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "server_sync/trainer/math/thread_pool.h"
#include "server_sync/trainer/rank_metrics.h"

namespace nearshelf::cli {

evaluation::Evaluation evaluate_float32(const trainer::GruModel& model, const evaluation::TestPairs& pairs, uint32_t k,
                                        uint32_t threads) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::span<const uint32_t>> prefixes;
  std::vector<uint32_t> labels;
  for (size_t c = 0; c < pairs.size(); ++c) {
    if (!pairs.labels[c]) continue;
    prefixes.push_back(pairs.prefix(c));
    labels.push_back(*pairs.labels[c]);
  }
  trainer::math::ThreadPool pool(threads);
  const std::vector<float> queries = trainer::prefix_queries(model, prefixes, pool);
  const std::vector<uint32_t> ranks = trainer::label_ranks(model, queries, labels, pool);

  evaluation::Evaluation result;
  result.k = k;
  result.cases = pairs.size();
  result.unknown_labels = pairs.size() - labels.size();
  result.unknown_prefix_items = pairs.unknown_prefix_items;
  evaluation::MetricSums sums;
  for (const uint32_t rank : ranks) sums.add(rank <= k ? std::optional<uint32_t>(rank) : std::nullopt);
  for (size_t c = 0; c < result.unknown_labels; ++c) sums.add(std::nullopt);
  result.metrics = sums.means();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (result.cases > 0) result.ms_per_case = result.seconds * 1000 / static_cast<double>(result.cases);
  return result;
}

}  // namespace nearshelf::cli
