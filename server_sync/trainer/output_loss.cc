#include "server_sync/trainer/output_loss.h"

#include <algorithm>
#include <numeric>

#include "server_sync/trainer/math/parallel_gemm.h"

namespace nearshelf::trainer {
namespace {

// Rows of queries per piece: its scores against some thousand candidates still fit the second-level cache.
constexpr size_t kRowGrain = 64;
constexpr size_t kCandidateGrain = 256;

}  // namespace

// Every click of a row's own session is a candidate for certain, not by the luck of the draw: it must not get the
// weight of the many items that it would stand for if it had been drawn. Rows of one lane are one session.
void OutputLoss::certain_items(const Batch& batch, const Candidates& candidates) {
  lane_items_.resize(std::max(lane_items_.size(), batch.lanes()));
  for (std::vector<uint32_t>& lane : lane_items_) lane.clear();
  for (size_t step = 0; step < batch.steps(); ++step) {
    for (size_t r = batch.step_begin[step]; r < batch.step_begin[step + 1]; ++r) {
      std::vector<uint32_t>& lane = lane_items_[r - batch.step_begin[step]];
      lane.push_back(candidates.local(batch.target[r]));
      const uint32_t input = candidates.local(batch.input[r]);
      if (input < candidates.scored()) lane.push_back(input);
    }
  }
  for (std::vector<uint32_t>& lane : lane_items_) {
    std::sort(lane.begin(), lane.end());
    lane.erase(std::unique(lane.begin(), lane.end()), lane.end());
  }
}

void OutputLoss::set_offsets(const TrainOptions& options, const Batch& batch, const Candidates& candidates,
                             const NegativeSampler& sampler, const std::vector<float>& bias) {
  const size_t rows = batch.rows(), scored = candidates.scored();
  log_q_.clear();
  if (options.log_q && options.loss == Loss::kCrossEntropy && !candidates.whole_catalog()) {
    log_q_.resize(scored);
    for (size_t i = 0; i < scored; ++i) {
      log_q_[i] = sampler.log_inclusion(candidates.items()[i], candidates.batch_clicks(), options.negatives);
    }
    certain_items(batch, candidates);
  }
  offset_.resize(scored);
  for (size_t i = 0; i < scored; ++i) offset_[i] = bias[candidates.items()[i]] - (log_q_.empty() ? 0.0f : log_q_[i]);
  target_.resize(rows);
  weight_.resize(rows);
  const double total = std::accumulate(batch.weight.begin(), batch.weight.end(), 0.0);
  for (size_t r = 0; r < rows; ++r) {
    target_[r] = candidates.local(batch.target[r]);
    weight_[r] = static_cast<float>(batch.weight[r] / total);
  }
}

double OutputLoss::run(const TrainOptions& options, const Batch& batch, const Candidates& candidates,
                       const NegativeSampler& sampler, const float* queries, const float* vectors,
                       const std::vector<float>& bias) {
  const size_t rows = batch.rows(), scored = candidates.scored(), dim = options.dim;
  set_offsets(options, batch, candidates, sampler, bias);
  scores_.resize(rows * scored);
  row_loss_.resize(rows);
  query_grad_.resize(rows * dim);
  vector_grad_.resize(candidates.items().size() * dim);
  bias_grad_.resize(candidates.items().size());
  const auto loss_rows = options.loss == Loss::kCrossEntropy ? k_.cross_entropy_rows : k_.bpr_max_rows;
  pool_.parallel_ranges(rows, kRowGrain, [&](size_t begin, size_t end) {
    float* scores = scores_.data() + begin * scored;
    k_.gemm_nt({.rows = end - begin,
                .cols = scored,
                .inner = dim,
                .a = queries + begin * dim,
                .lda = dim,
                .b = vectors,
                .ldb = dim,
                .c = scores,
                .ldc = scored});
    for (size_t r = begin; r < end && !log_q_.empty(); ++r) {
      for (const uint32_t i : lane_items_[batch.lane(r)]) {
        scores_[r * scored + i] += log_q_[i] / options.logit_scale;
      }
    }
    loss_rows({.rows = end - begin,
               .candidates = scored,
               .scores = scores,
               .ld = scored,
               .scale = options.logit_scale,
               .offset = offset_.data(),
               .target = target_.data() + begin,
               .weight = weight_.data() + begin,
               .label_smoothing = options.label_smoothing,
               .elu_alpha = options.elu_alpha,
               .regularisation = options.bpr_regularisation,
               .loss = row_loss_.data() + begin});
    k_.gemm_nn({.rows = end - begin,
                .cols = dim,
                .inner = scored,
                .alpha = options.logit_scale,
                .a = scores,
                .lda = scored,
                .b = vectors,
                .ldb = dim,
                .c = query_grad_.data() + begin * dim,
                .ldc = dim});
  });
  math::parallel_gemm_tn(pool_, k_,
                         {.rows = scored,
                          .cols = dim,
                          .inner = rows,
                          .alpha = options.logit_scale,
                          .a = scores_.data(),
                          .lda = scored,
                          .b = queries,
                          .ldb = dim,
                          .c = vector_grad_.data(),
                          .ldc = dim},
                         kCandidateGrain);
  if (options.output_bias) k_.column_sums(rows, scored, scores_.data(), scored, bias_grad_.data());
  return std::accumulate(row_loss_.begin(), row_loss_.end(), 0.0);
}

}  // namespace nearshelf::trainer
