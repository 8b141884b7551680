// One optimisation step: gather, forward, loss, backward, update.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_LEARNER_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_LEARNER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "server_sync/trainer/batch.h"
#include "server_sync/trainer/candidates.h"
#include "server_sync/trainer/gru_model.h"
#include "server_sync/trainer/gru_pass.h"
#include "server_sync/trainer/options.h"
#include "server_sync/trainer/output_loss.h"
#include "server_sync/trainer/sampler.h"

namespace nearshelf::trainer {

// First and second moment (Adam) or squared sum and velocity (Adagrad), shaped as the weights they belong to.
struct OptimizerState {
  uint64_t steps = 0;
  std::vector<std::vector<float>> first, second;  // in the order of Learner::tensors()
};

class Learner {
 public:
  // `target_counts` per item: how often it is clicked next in the training data. Weights start from options.seed.
  Learner(const TrainOptions& options, std::span<const uint32_t> target_counts, math::ThreadPool& pool,
          const math::Kernels& kernels);

  // Learns from one batch at the given learning rate and returns its mean loss before the step. `serial` numbers the
  // batches of the whole run: dropout and negatives derive from it.
  double step(const Batch& batch, uint64_t serial, float rate);
  // The same without the update; for tests. Gradients are then in grads(), embedding_grad().
  double gradients(const Batch& batch, uint64_t serial);

  // Weights in training form: embeddings not normalised yet.
  GruModel& weights() { return weights_; }
  const GruModel& weights() const { return weights_; }
  // Weights as the device uses them.
  GruModel model() const;

  OptimizerState& optimizer_state() { return optimizer_; }
  std::vector<float>& carried() { return carried_; }
  const TrainOptions& options() const { return options_; }
  const GruGradients& grads() const { return grads_; }
  const Candidates& candidates() const { return candidates_; }
  const std::vector<float>& embedding_grad() { return loss_.vector_grad(); }
  const std::vector<float>& bias_grad() { return loss_.bias_grad(); }

 private:
  std::vector<std::vector<float>*> tensors();
  void gather(const Batch& batch);
  void make_masks(const Batch& batch, uint64_t serial);
  void scatter_input_grad(const Batch& batch);
  void update(float rate);
  void update_rows(float rate);

  TrainOptions options_;
  NegativeSampler sampler_;
  math::ThreadPool& pool_;
  const math::Kernels& k_;
  GruModel weights_;
  GruPass pass_;
  OutputLoss loss_;
  Candidates candidates_;
  DropoutMasks masks_;
  GruGradients grads_;
  OptimizerState optimizer_;
  std::vector<float> carried_;
  std::vector<float> vectors_, inverse_norm_;
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_LEARNER_H_
