#include "server_sync/evaluation/evaluate.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <utility>
#include <vector>

#include "sdk/ranking/workspace.h"
#include "server_sync/evaluation/parallel.h"

namespace nearshelf::evaluation {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kCasesPerTask = 64;

double milliseconds(Clock::duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }

// What one thread has measured; the first error stops all.
struct Worker {
  ranking::Workspace workspace;
  Status status;
};

}  // namespace

Result<Evaluation> evaluate(const ranking::Recommender& recommender, const TestPairs& pairs,
                            const EvaluateOptions& options) {
  if (options.k == 0) return invalid_argument("k must be at least 1");
  ranking::Request request;
  request.k = options.k + 1;  // rank_of() wants to see beyond the border
  request.rankers = options.rankers;
  request.with_reasons = false;

  const uint32_t threads = thread_count(options.threads);
  const size_t tasks = (pairs.size() + kCasesPerTask - 1) / kCasesPerTask;
  std::vector<Worker> workers(threads);
  std::vector<std::optional<uint32_t>> ranks(pairs.size());
  std::vector<float> times(pairs.size());
  std::atomic<bool> stop{false};
  std::atomic<size_t> done{0};
  const Clock::time_point start = Clock::now();
  run_parallel(threads, tasks, [&](size_t task, size_t thread) {
    if (stop) return;
    Worker& worker = workers[thread];
    const size_t end = std::min(pairs.size(), (task + 1) * kCasesPerTask);
    for (size_t c = task * kCasesPerTask; c < end && !stop; ++c) {
      const Clock::time_point begin = Clock::now();
      const auto results = recommender.recommend({pairs.prefix(c), {}}, request, worker.workspace);
      times[c] = static_cast<float>(milliseconds(Clock::now() - begin));
      if (!results.ok()) {
        worker.status = results.status();
        stop = true;
        return;
      }
      if (pairs.labels[c]) ranks[c] = rank_of(*pairs.labels[c], *results, options.k);
    }
    const size_t now = done.fetch_add(end - task * kCasesPerTask) + end - task * kCasesPerTask;
    if (thread == 0 && options.on_progress && !options.on_progress(now, pairs.size())) {
      worker.status = Status(Code::kCancelled, "the evaluation was interrupted");
      stop = true;
    }
  });
  for (const Worker& worker : workers) NEARSHELF_RETURN_IF_ERROR(worker.status);

  Evaluation evaluation;
  evaluation.k = options.k;
  evaluation.cases = pairs.size();
  evaluation.unknown_labels = static_cast<size_t>(std::count(pairs.labels.begin(), pairs.labels.end(), std::nullopt));
  evaluation.unknown_prefix_items = pairs.unknown_prefix_items;
  evaluation.seconds = milliseconds(Clock::now() - start) / 1000.0;
  if (pairs.size() == 0) return evaluation;
  MetricSums sums;
  for (const std::optional<uint32_t>& rank : ranks) sums.add(rank);
  evaluation.metrics = sums.means();
  double total = 0.0;
  for (const float time : times) total += time;
  evaluation.ms_per_case = total / static_cast<double>(times.size());
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  evaluation.median_ms = *middle;
  return evaluation;
}

Result<uint32_t> parse_ranker(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, uint32_t>, 6> kNames = {{{"gru", ranking::kGru},
                                                                                   {"neighbors", ranking::kNeighbors},
                                                                                   {"rules", ranking::kRules},
                                                                                   {"own", ranking::kOwnItems},
                                                                                   {"popular", ranking::kPopular},
                                                                                   {"all", ranking::kAllRankers}}};
  for (const auto& [known, ranker] : kNames) {
    if (known == name) return ranker;
  }
  return invalid_argument("there is no ranker of this name; use gru, neighbors, rules, own, popular or all",
                          std::string(name));
}

nlohmann::json to_json(const Evaluation& evaluation) {
  return {{"k", evaluation.k},
          {"cases", evaluation.cases},
          {"hit_rate", evaluation.metrics.hit_rate},
          {"mrr", evaluation.metrics.mrr},
          {"recall", evaluation.metrics.recall},
          {"ndcg", evaluation.metrics.ndcg},
          {"map", evaluation.metrics.map},
          {"ms_per_case", evaluation.ms_per_case},
          {"median_ms", evaluation.median_ms},
          {"seconds", evaluation.seconds},
          {"unknown_labels", evaluation.unknown_labels},
          {"unknown_prefix_items", evaluation.unknown_prefix_items}};
}

}  // namespace nearshelf::evaluation
