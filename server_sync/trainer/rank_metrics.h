// Float32 reference scoring: ranks of labels over the whole catalog, as the evaluation protocol defines them.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_RANK_METRICS_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_RANK_METRICS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "server_sync/trainer/gru_model.h"
#include "server_sync/trainer/math/thread_pool.h"

namespace nearshelf::trainer {

struct RankMetrics {
  size_t cases = 0;
  double hit_rate = 0.0;  // P@k, in [0, 1]
  double mrr = 0.0;       // MRR@k, in [0, 1]
};

// A prefix as dense item indexes and the item clicked next.
struct RankCase {
  std::span<const uint32_t> prefix;
  uint32_t label = 0;
};

// Query vectors (prefixes.size() x dim) after the last click of every prefix. An empty prefix has a query of
// zeroes.
std::vector<float> prefix_queries(const GruModel& model, std::span<const std::span<const uint32_t>> prefixes,
                                  math::ThreadPool& pool);

// logits (item_count floats) of one query.
void item_logits(const GruModel& model, const float* query, std::span<float> logits);

// 1-based rank of every label: 1 + the number of other items whose logit is not lower (a tie counts against us).
std::vector<uint32_t> label_ranks(const GruModel& model, std::span<const float> queries,
                                  std::span<const uint32_t> labels, math::ThreadPool& pool);

RankMetrics rank_metrics(const GruModel& model, std::span<const RankCase> cases, size_t k, math::ThreadPool& pool);

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_RANK_METRICS_H_
