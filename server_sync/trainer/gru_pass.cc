#include "server_sync/trainer/gru_pass.h"

#include <algorithm>

#include "server_sync/trainer/math/parallel_gemm.h"

namespace nearshelf::trainer {
namespace {

// Rows per piece of work: large enough for an efficient product, small enough to feed several threads.
constexpr size_t kGrain = 64;

using math::Gemm;

// Contents need no initialisation; only growth is paid for.
void reserve(std::vector<float>& buffer, size_t size) {
  if (buffer.size() < size) buffer.resize(size);
}

}  // namespace

std::vector<float>& GruPass::inputs(size_t rows, size_t dim) {
  reserve(input_, rows * dim);
  return input_;
}

void GruPass::forward(const GruModel& weights, const Batch& batch, const float* carried, const DropoutMasks& masks) {
  const size_t rows = batch.rows(), dim = weights.dim, hidden = weights.hidden_size;
  weights_have_projection_ = !weights.query_weights.empty();
  normalized_ = weights.normalize_query;
  hidden_ = hidden;
  for (std::vector<float>* buffer : {&previous_, &reset_state_, &state_}) reserve(*buffer, rows * hidden);
  reserve(gates_, rows * 3 * hidden);
  reserve(recurrent_, rows * 2 * hidden);
  pool_.parallel_ranges(rows, kGrain, [&](size_t begin, size_t end) {
    if (!masks.input.empty()) {
      k_.multiply((end - begin) * dim, masks.input.data() + begin * dim, input_.data() + begin * dim);
    }
    for (size_t r = begin; r < end; ++r) {
      std::copy(weights.gate_bias.begin(), weights.gate_bias.end(), gates_.begin() + r * 3 * hidden);
    }
    k_.gemm_nt({.rows = end - begin,
                .cols = 3 * hidden,
                .inner = dim,
                .accumulate = true,
                .a = input_.data() + begin * dim,
                .lda = dim,
                .b = weights.input_weights.data(),
                .ldb = dim,
                .c = gates_.data() + begin * 3 * hidden,
                .ldc = 3 * hidden});
  });
  recur(weights, batch, carried);
  head(weights, rows, masks);
}

void GruPass::recur(const GruModel& weights, const Batch& batch, const float* carried) {
  const size_t hidden = hidden_;
  for (size_t step = 0; step < batch.steps(); ++step) {
    const float* source = step == 0 ? carried : state_.data();
    const size_t first = batch.step_begin[step];
    pool_.parallel_ranges(batch.step_begin[step + 1] - first, kGrain, [&](size_t begin, size_t end) {
      const size_t row = first + begin, n = end - begin;
      float* previous = previous_.data() + row * hidden;
      float* gates = gates_.data() + row * 3 * hidden;
      float* reset_state = reset_state_.data() + row * hidden;
      float* recurrent = recurrent_.data() + row * 2 * hidden;
      for (size_t r = 0; r < n; ++r) {
        const int32_t from = batch.previous[row + r];
        if (from == Batch::kZeroState) {
          std::fill_n(previous + r * hidden, hidden, 0.0f);
        } else {
          std::copy_n(source + static_cast<size_t>(from) * hidden, hidden, previous + r * hidden);
        }
      }
      k_.gemm_nt({.rows = n,
                  .cols = 2 * hidden,
                  .inner = hidden,
                  .a = previous,
                  .lda = hidden,
                  .b = weights.hidden_weights.data(),
                  .ldb = hidden,
                  .c = recurrent,
                  .ldc = 2 * hidden});
      k_.gru_reset_update(n, hidden, recurrent, previous, gates, reset_state);
      k_.gemm_nt({.rows = n,
                  .cols = hidden,
                  .inner = hidden,
                  .a = reset_state,
                  .lda = hidden,
                  .b = weights.hidden_weights.data() + 2 * hidden * hidden,
                  .ldb = hidden,
                  .c = recurrent,
                  .ldc = hidden});
      k_.gru_output(n, hidden, recurrent, previous, gates, state_.data() + row * hidden);
    });
  }
}

void GruPass::head(const GruModel& weights, size_t rows, const DropoutMasks& masks) {
  const size_t dim = weights.dim, hidden = hidden_;
  const size_t width = weights_have_projection_ ? hidden + dim : hidden;
  reserve(features_, rows * width);
  reserve(query_, rows * dim);
  reserve(inverse_norm_, rows);
  pool_.parallel_ranges(rows, kGrain, [&](size_t begin, size_t end) {
    for (size_t r = begin; r < end; ++r) {
      float* feature = features_.data() + r * width;
      std::copy_n(state_.data() + r * hidden, hidden, feature);
      if (!masks.state.empty()) k_.multiply(hidden, masks.state.data() + r * hidden, feature);
      if (!weights_have_projection_) continue;
      std::copy_n(input_.data() + r * dim, dim, feature + hidden);
      std::copy(weights.query_bias.begin(), weights.query_bias.end(), query_.begin() + r * dim);
    }
    const float* source = features_.data() + begin * width;
    float* query = query_.data() + begin * dim;
    if (weights_have_projection_) {
      k_.gemm_nt({.rows = end - begin,
                  .cols = dim,
                  .inner = width,
                  .accumulate = true,
                  .a = source,
                  .lda = width,
                  .b = weights.query_weights.data(),
                  .ldb = width,
                  .c = query,
                  .ldc = dim});
      source = query;
    }
    if (normalized_) k_.normalize_rows(end - begin, dim, source, query, inverse_norm_.data() + begin);
  });
}

std::vector<float> GruPass::last_states(const Batch& batch) const {
  if (batch.steps() == 0) return {};
  const size_t first = batch.step_begin[batch.steps() - 1];
  return std::vector<float>(state_.begin() + first * hidden_, state_.begin() + batch.rows() * hidden_);
}

void GruPass::backward(const GruModel& weights, const Batch& batch, const DropoutMasks& masks,
                       std::vector<float>& query_grad, GruGradients& grads) {
  const size_t rows = batch.rows(), dim = weights.dim;
  for (std::vector<float>* buffer : {&state_grad_, &previous_grad_, &reset_grad_}) reserve(*buffer, rows * hidden_);
  reserve(gate_grad_, rows * 3 * hidden_);
  reserve(input_grad_, rows * dim);
  head_backward(weights, rows, masks, query_grad, grads);
  recur_backward(weights, batch);
  pool_.parallel_ranges(rows, kGrain, [&](size_t begin, size_t end) {
    float* grad = input_grad_.data() + begin * dim;
    k_.gemm_nn({.rows = end - begin,
                .cols = dim,
                .inner = 3 * hidden_,
                .accumulate = weights_have_projection_,
                .a = gate_grad_.data() + begin * 3 * hidden_,
                .lda = 3 * hidden_,
                .b = weights.input_weights.data(),
                .ldb = dim,
                .c = grad,
                .ldc = dim});
    if (!masks.input.empty()) k_.multiply((end - begin) * dim, masks.input.data() + begin * dim, grad);
  });
  weight_gradients(weights, rows, grads);
}

void GruPass::head_backward(const GruModel& weights, size_t rows, const DropoutMasks& masks,
                            std::vector<float>& query_grad, GruGradients& grads) {
  const size_t dim = weights.dim, hidden = hidden_;
  const size_t width = weights_have_projection_ ? hidden + dim : hidden;
  reserve(feature_grad_, rows * width);
  pool_.parallel_ranges(rows, kGrain, [&](size_t begin, size_t end) {
    float* dq = query_grad.data() + begin * dim;
    if (normalized_) {
      k_.normalize_rows_backward(end - begin, dim, query_.data() + begin * dim, inverse_norm_.data() + begin, dq);
    }
    float* feature = feature_grad_.data() + begin * width;
    if (weights_have_projection_) {
      k_.gemm_nn({.rows = end - begin,
                  .cols = width,
                  .inner = dim,
                  .a = dq,
                  .lda = dim,
                  .b = weights.query_weights.data(),
                  .ldb = width,
                  .c = feature,
                  .ldc = width});
    } else {
      std::copy_n(dq, (end - begin) * dim, feature);
    }
    for (size_t r = begin; r < end; ++r) {
      const float* grad = feature_grad_.data() + r * width;
      std::copy_n(grad, hidden, state_grad_.begin() + r * hidden);
      if (!masks.state.empty()) k_.multiply(hidden, masks.state.data() + r * hidden, state_grad_.data() + r * hidden);
      if (weights_have_projection_) std::copy_n(grad + hidden, dim, input_grad_.begin() + r * dim);
    }
  });
  if (!weights_have_projection_) return;
  math::parallel_gemm_tn(pool_, k_,
                         {.rows = dim,
                          .cols = width,
                          .inner = rows,
                          .a = query_grad.data(),
                          .lda = dim,
                          .b = features_.data(),
                          .ldb = width,
                          .c = grads.query_weights.data(),
                          .ldc = width},
                         kGrain);
  k_.column_sums(rows, dim, query_grad.data(), dim, grads.query_bias.data());
}

void GruPass::recur_backward(const GruModel& weights, const Batch& batch) {
  const size_t hidden = hidden_;
  for (size_t step = batch.steps(); step-- > 0;) {
    const size_t first = batch.step_begin[step];
    pool_.parallel_ranges(batch.step_begin[step + 1] - first, kGrain, [&](size_t begin, size_t end) {
      const size_t row = first + begin, n = end - begin;
      const float* gates = gates_.data() + row * 3 * hidden;
      const float* previous = previous_.data() + row * hidden;
      float* gate_grad = gate_grad_.data() + row * 3 * hidden;
      float* previous_grad = previous_grad_.data() + row * hidden;
      float* reset_grad = reset_grad_.data() + row * hidden;
      k_.gru_output_backward(n, hidden, gates, previous, state_grad_.data() + row * hidden, gate_grad, previous_grad);
      k_.gemm_nn({.rows = n,
                  .cols = hidden,
                  .inner = hidden,
                  .a = gate_grad + 2 * hidden,
                  .lda = 3 * hidden,
                  .b = weights.hidden_weights.data() + 2 * hidden * hidden,
                  .ldb = hidden,
                  .c = reset_grad,
                  .ldc = hidden});
      k_.gru_reset_backward(n, hidden, gates, previous, reset_grad, gate_grad, previous_grad);
      // The gradient stops where the batch begins: carried states are constants.
      if (step == 0) return;
      k_.gemm_nn({.rows = n,
                  .cols = hidden,
                  .inner = 2 * hidden,
                  .accumulate = true,
                  .a = gate_grad,
                  .lda = 3 * hidden,
                  .b = weights.hidden_weights.data(),
                  .ldb = hidden,
                  .c = previous_grad,
                  .ldc = hidden});
      for (size_t r = 0; r < n; ++r) {
        const int32_t from = batch.previous[row + r];
        if (from == Batch::kZeroState) continue;
        k_.add(hidden, previous_grad + r * hidden, state_grad_.data() + static_cast<size_t>(from) * hidden);
      }
    });
  }
}

void GruPass::weight_gradients(const GruModel& weights, size_t rows, GruGradients& grads) {
  const size_t dim = weights.dim, hidden = hidden_;
  const float* gate_grad = gate_grad_.data();
  math::parallel_gemm_tn(pool_, k_,
                         {.rows = 3 * hidden,
                          .cols = dim,
                          .inner = rows,
                          .a = gate_grad,
                          .lda = 3 * hidden,
                          .b = input_.data(),
                          .ldb = dim,
                          .c = grads.input_weights.data(),
                          .ldc = dim},
                         kGrain);
  math::parallel_gemm_tn(pool_, k_,
                         {.rows = 2 * hidden,
                          .cols = hidden,
                          .inner = rows,
                          .a = gate_grad,
                          .lda = 3 * hidden,
                          .b = previous_.data(),
                          .ldb = hidden,
                          .c = grads.hidden_weights.data(),
                          .ldc = hidden},
                         kGrain);
  math::parallel_gemm_tn(pool_, k_,
                         {.rows = hidden,
                          .cols = hidden,
                          .inner = rows,
                          .a = gate_grad + 2 * hidden,
                          .lda = 3 * hidden,
                          .b = reset_state_.data(),
                          .ldb = hidden,
                          .c = grads.hidden_weights.data() + 2 * hidden * hidden,
                          .ldc = hidden},
                         kGrain);
  k_.column_sums(rows, 3 * hidden, gate_grad, 3 * hidden, grads.gate_bias.data());
}

}  // namespace nearshelf::trainer
