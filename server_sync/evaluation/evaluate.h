// Measures a model on test pairs through the very code that devices run.
#ifndef NEARSHELF_SERVER_SYNC_EVALUATION_EVALUATE_H_
#define NEARSHELF_SERVER_SYNC_EVALUATION_EVALUATE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "sdk/ranking/recommender.h"
#include "server_sync/evaluation/metrics.h"
#include "server_sync/evaluation/pairs.h"

namespace nearshelf::evaluation {

struct EvaluateOptions {
  uint32_t k = 20;
  uint32_t rankers = ranking::kAllRankers;
  uint32_t threads = 0;  // 0 = one for every core
  // Called now and then on the calling thread with how many cases are done; false cancels. May be empty.
  std::function<bool(size_t done, size_t total)> on_progress;
};

struct Evaluation {
  uint32_t k = 0;
  size_t cases = 0;
  size_t unknown_labels = 0;        // counted as misses
  size_t unknown_prefix_items = 0;  // left out of their prefixes
  Metrics metrics;
  double ms_per_case = 0.0;  // mean time of one recommendation, GRU over the whole prefix included
  double median_ms = 0.0;
  double seconds = 0.0;  // wall time of the evaluation
};

// Every pair is ranked on its own, from its own prefix; items of the prefix are not removed.
// Errors: kInvalidArgument for k == 0, kFailedPrecondition for rankers that the model does not carry, kCancelled.
Result<Evaluation> evaluate(const ranking::Recommender& recommender, const TestPairs& pairs,
                            const EvaluateOptions& options = {});

// "gru", "neighbors", "rules", "own", "popular" or "all".
Result<uint32_t> parse_ranker(std::string_view name);

// {"k", "cases", "hit_rate", "mrr", "recall", "ndcg", "map", "ms_per_case", "median_ms", "seconds", "unknown_labels",
// "unknown_prefix_items"}; metrics in percent.
nlohmann::json to_json(const Evaluation& evaluation);

}  // namespace nearshelf::evaluation

#endif  // NEARSHELF_SERVER_SYNC_EVALUATION_EVALUATE_H_
