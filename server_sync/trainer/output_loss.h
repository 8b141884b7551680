// Scores a batch's queries against its candidates and returns the loss with its gradients.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_OUTPUT_LOSS_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_OUTPUT_LOSS_H_

#include <cstddef>
#include <vector>

#include "server_sync/trainer/batch.h"
#include "server_sync/trainer/candidates.h"
#include "server_sync/trainer/math/kernels.h"
#include "server_sync/trainer/math/thread_pool.h"
#include "server_sync/trainer/options.h"
#include "server_sync/trainer/sampler.h"

namespace nearshelf::trainer {

class OutputLoss {
 public:
  OutputLoss(math::ThreadPool& pool, const math::Kernels& kernels) : pool_(pool), k_(kernels) {}

  // `queries` rows x dim; `vectors` = embeddings of candidates.items(), `bias` per catalog item. `drawn` = negatives
  // that were drawn (for logQ). Returns the weighted mean loss. Afterwards query_grad() is rows x dim, and the first
  // scored() rows of vector_grad() and bias_grad() are the gradients of the candidates.
  double run(const TrainOptions& options, const Batch& batch, const Candidates& candidates,
             const NegativeSampler& sampler, const float* queries, const float* vectors,
             const std::vector<float>& bias);

  std::vector<float>& query_grad() { return query_grad_; }
  std::vector<float>& vector_grad() { return vector_grad_; }
  std::vector<float>& bias_grad() { return bias_grad_; }

 private:
  void certain_items(const Batch& batch, const Candidates& candidates);
  void set_offsets(const TrainOptions& options, const Batch& batch, const Candidates& candidates,
                   const NegativeSampler& sampler, const std::vector<float>& bias);

  math::ThreadPool& pool_;
  const math::Kernels& k_;
  std::vector<float> scores_, offset_, log_q_, weight_;
  std::vector<uint32_t> target_;
  std::vector<std::vector<uint32_t>> lane_items_;
  std::vector<double> row_loss_;
  std::vector<float> query_grad_, vector_grad_, bias_grad_;
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_OUTPUT_LOSS_H_
