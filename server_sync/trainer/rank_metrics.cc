#include "server_sync/trainer/rank_metrics.h"

#include <algorithm>

#include "server_sync/trainer/batch.h"
#include "server_sync/trainer/gru_pass.h"
#include "server_sync/trainer/math/kernels.h"

namespace nearshelf::trainer {
namespace {

constexpr size_t kPrefixesPerPass = 4096;
constexpr size_t kQueryGrain = 32;

// All clicks of some prefixes as one batch, and for every prefix the row of its last click.
Batch prefix_batch(std::span<const std::span<const uint32_t>> prefixes, std::vector<size_t>& last_row) {
  Batch batch;
  batch.clear();
  last_row.assign(prefixes.size(), 0);
  for (size_t step = 0;; ++step) {
    bool any = false;
    for (size_t i = 0; i < prefixes.size(); ++i) {
      if (prefixes[i].size() <= step) continue;
      any = true;
      batch.previous.push_back(step == 0 ? Batch::kZeroState : static_cast<int32_t>(last_row[i]));
      last_row[i] = batch.input.size();
      batch.input.push_back(prefixes[i][step]);
    }
    if (!any) return batch;
    batch.step_begin.push_back(batch.input.size());
  }
}

}  // namespace

std::vector<float> prefix_queries(const GruModel& model, std::span<const std::span<const uint32_t>> prefixes,
                                  math::ThreadPool& pool) {
  const size_t dim = model.dim;
  std::vector<float> queries(prefixes.size() * dim);
  GruPass pass(pool, math::kernels());
  std::vector<size_t> last_row;
  for (size_t first = 0; first < prefixes.size(); first += kPrefixesPerPass) {
    const auto some = prefixes.subspan(first, std::min(kPrefixesPerPass, prefixes.size() - first));
    const Batch batch = prefix_batch(some, last_row);
    std::vector<float>& inputs = pass.inputs(batch.rows(), dim);
    for (size_t r = 0; r < batch.rows(); ++r) {
      std::copy_n(model.embeddings.data() + size_t{batch.input[r]} * dim, dim, inputs.data() + r * dim);
    }
    pass.forward(model, batch, nullptr, {});
    for (size_t i = 0; i < some.size(); ++i) {
      if (!some[i].empty()) std::copy_n(pass.queries() + last_row[i] * dim, dim, queries.data() + (first + i) * dim);
    }
  }
  return queries;
}

void item_logits(const GruModel& model, const float* query, std::span<float> logits) {
  const math::Kernels& k = math::kernels();
  k.gemm_nt({.rows = 1,
             .cols = model.item_count,
             .inner = model.dim,
             .alpha = model.logit_scale,
             .a = query,
             .lda = model.dim,
             .b = model.embeddings.data(),
             .ldb = model.dim,
             .c = logits.data(),
             .ldc = model.item_count});
  k.add(model.item_count, model.output_bias.data(), logits.data());
}

std::vector<uint32_t> label_ranks(const GruModel& model, std::span<const float> queries,
                                  std::span<const uint32_t> labels, math::ThreadPool& pool) {
  const math::Kernels& k = math::kernels();
  const size_t items = model.item_count, dim = model.dim;
  std::vector<uint32_t> ranks(labels.size());
  pool.parallel_ranges(labels.size(), kQueryGrain, [&](size_t begin, size_t end) {
    std::vector<float> logits((end - begin) * items);
    k.gemm_nt({.rows = end - begin,
               .cols = items,
               .inner = dim,
               .alpha = model.logit_scale,
               .a = queries.data() + begin * dim,
               .lda = dim,
               .b = model.embeddings.data(),
               .ldb = dim,
               .c = logits.data(),
               .ldc = items});
    for (size_t i = begin; i < end; ++i) {
      float* row = logits.data() + (i - begin) * items;
      k.add(items, model.output_bias.data(), row);
      // The label itself is counted too, which makes the rank 1-based.
      ranks[i] = static_cast<uint32_t>(k.count_at_least(items, row, row[labels[i]]));
    }
  });
  return ranks;
}

RankMetrics rank_metrics(const GruModel& model, std::span<const RankCase> cases, size_t k, math::ThreadPool& pool) {
  std::vector<std::span<const uint32_t>> prefixes;
  std::vector<uint32_t> labels;
  for (const RankCase& c : cases) {
    prefixes.push_back(c.prefix);
    labels.push_back(c.label);
  }
  RankMetrics metrics;
  metrics.cases = cases.size();
  for (const uint32_t rank : label_ranks(model, prefix_queries(model, prefixes, pool), labels, pool)) {
    if (rank > k) continue;
    metrics.hit_rate += 1.0;
    metrics.mrr += 1.0 / rank;
  }
  if (!cases.empty()) {
    metrics.hit_rate /= static_cast<double>(cases.size());
    metrics.mrr /= static_cast<double>(cases.size());
  }
  return metrics;
}

}  // namespace nearshelf::trainer
