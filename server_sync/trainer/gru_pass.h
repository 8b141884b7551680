// Forward and backward through the recurrent layer and the query head for all rows of a batch.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_GRU_PASS_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_GRU_PASS_H_

#include <cstddef>
#include <vector>

#include "server_sync/trainer/batch.h"
#include "server_sync/trainer/gru_model.h"
#include "server_sync/trainer/math/kernels.h"
#include "server_sync/trainer/math/thread_pool.h"

namespace nearshelf::trainer {

// Gradients of the dense weights, shaped as in GruModel.
struct GruGradients {
  std::vector<float> input_weights;
  std::vector<float> hidden_weights;
  std::vector<float> gate_bias;
  std::vector<float> query_weights;
  std::vector<float> query_bias;
};

// Factors of inverted dropout: 0 or 1 / keep probability, one per element; empty = none. Fixed by the caller, so that
// backward sees the masks of forward.
struct DropoutMasks {
  std::vector<float> input;  // rows x dim
  std::vector<float> state;  // rows x hidden_size; on the way to the query only, the recurrence is left whole
};

class GruPass {
 public:
  // Keeps references; the pool must outlive the pass.
  GruPass(math::ThreadPool& pool, const math::Kernels& kernels) : pool_(pool), k_(kernels) {}

  // The caller fills this (rows x dim) with the embeddings of batch.input before forward().
  std::vector<float>& inputs(size_t rows, size_t dim);

  // Queries of all rows. `carried` holds the states that first-step rows continue (may be null when none does).
  void forward(const GruModel& weights, const Batch& batch, const float* carried, const DropoutMasks& masks);
  const float* queries() const { return weights_have_projection_ || normalized_ ? query_.data() : features_.data(); }
  // States of the batch's last step: what the next session-parallel batch continues.
  std::vector<float> last_states(const Batch& batch) const;

  // From query_grad (rows x dim, overwritten): gradients of the weights, and of the inputs in input_grad().
  void backward(const GruModel& weights, const Batch& batch, const DropoutMasks& masks, std::vector<float>& query_grad,
                GruGradients& grads);
  const float* input_grad() const { return input_grad_.data(); }

 private:
  void recur(const GruModel& weights, const Batch& batch, const float* carried);
  void head(const GruModel& weights, size_t rows, const DropoutMasks& masks);
  void head_backward(const GruModel& weights, size_t rows, const DropoutMasks& masks, std::vector<float>& query_grad,
                     GruGradients& grads);
  void recur_backward(const GruModel& weights, const Batch& batch);
  void weight_gradients(const GruModel& weights, size_t rows, GruGradients& grads);

  math::ThreadPool& pool_;
  const math::Kernels& k_;
  bool weights_have_projection_ = false;
  bool normalized_ = false;
  size_t hidden_ = 0;
  std::vector<float> input_, gates_, previous_, reset_state_, state_, features_, query_, inverse_norm_;
  std::vector<float> recurrent_;
  std::vector<float> input_grad_, state_grad_, gate_grad_, previous_grad_, reset_grad_, feature_grad_;
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_GRU_PASS_H_
