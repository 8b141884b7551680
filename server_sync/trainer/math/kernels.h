// The arithmetic of training as a table of functions on raw pointers. One source (kernels.inc) is compiled for several
// instruction sets; kernels() picks the best one that this machine runs.
//
// Conventions: matrices are row-major float32, `ld*` is the distance between rows in floats; nothing allocates beyond
// Eigen's packing buffers; every function is single-threaded, reentrant and deterministic for one table.
// Different tables round differently: "same seed, same model" holds for one table.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_MATH_KERNELS_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_MATH_KERNELS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nearshelf::trainer::math {

struct Gemm {
  size_t rows = 0;   // of the result
  size_t cols = 0;   // of the result
  size_t inner = 0;  // summed over
  float alpha = 1.0f;
  bool accumulate = false;  // C += instead of C =
  const float* a = nullptr;
  size_t lda = 0;
  const float* b = nullptr;
  size_t ldb = 0;
  float* c = nullptr;
  size_t ldc = 0;
};

// Scores of `rows` queries against `candidates` items on the way in, d(loss)/d(score) on the way out.
struct LossRows {
  size_t rows = 0;
  size_t candidates = 0;
  float* scores = nullptr;  // rows x candidates: embedding . query
  size_t ld = 0;
  float scale = 1.0f;                // logit = scale * score + offset
  const float* offset = nullptr;     // per candidate: output bias and sampling correction
  const uint32_t* target = nullptr;  // per row: index of the wanted candidate
  const float* weight = nullptr;     // per row
  float label_smoothing = 0.0f;      // cross-entropy only
  float elu_alpha = 1.0f;            // BPR-max only
  float regularisation = 0.0f;       // BPR-max only
  double* loss = nullptr;            // per row, already weighted
};

struct AdamStep {
  float rate = 0.0f;  // learning rate with the bias corrections folded in
  float beta1 = 0.9f;
  float beta2 = 0.999f;
  float epsilon = 1e-8f;
  float decay = 0.0f;  // decoupled: w -= decay * w
};

struct AdagradStep {
  float rate = 0.0f;
  float momentum = 0.0f;
  float epsilon = 1e-6f;
};

struct Kernels {
  const char* name;  // "baseline", "x86-64-v3", "x86-64-v4"

  void (*gemm_nt)(const Gemm&);  // C = alpha A B^T: A rows x inner, B cols x inner
  void (*gemm_nn)(const Gemm&);  // C = alpha A B:   A rows x inner, B inner x cols
  void (*gemm_tn)(const Gemm&);  // C = alpha A^T B: A inner x rows, B inner x cols

  // out[r] = in[r] / |in[r]|, inverse_norm[r] = 1/|in[r]|; in and out may be the same. A zero row stays zero.
  void (*normalize_rows)(size_t rows, size_t dim, const float* in, float* out, float* inverse_norm);
  // grad = inverse_norm * (grad - out (out . grad)), in place.
  void (*normalize_rows_backward)(size_t rows, size_t dim, const float* out, const float* inverse_norm, float* grad);

  // Gates r, z, c of one step, gates = rows x 3*hidden, in: input part of the pre-activation, out: activation.
  // recurrent = rows x 2*hidden: U_r h, U_z h. reset_state = r * h.
  void (*gru_reset_update)(size_t rows, size_t hidden, const float* recurrent, const float* previous, float* gates,
                           float* reset_state);
  // recurrent = rows x hidden: U_c (r * h). state = (1 - z) h + z c.
  void (*gru_output)(size_t rows, size_t hidden, const float* recurrent, const float* previous, float* gates,
                     float* state);
  // From d(state): pre-activation gradients of z and c into gate_grad, and (1 - z) d(state) into previous_grad.
  void (*gru_output_backward)(size_t rows, size_t hidden, const float* gates, const float* previous,
                              const float* state_grad, float* gate_grad, float* previous_grad);
  // From d(r * h): the pre-activation gradient of r into gate_grad; adds r * d(r * h) to previous_grad.
  void (*gru_reset_backward)(size_t rows, size_t hidden, const float* gates, const float* previous,
                             const float* reset_state_grad, float* gate_grad, float* previous_grad);

  void (*cross_entropy_rows)(const LossRows&);
  void (*bpr_max_rows)(const LossRows&);

  void (*multiply)(size_t n, const float* factor, float* inout);
  void (*add)(size_t n, const float* in, float* inout);
  void (*column_sums)(size_t rows, size_t cols, const float* in, size_t ld, float* out);

  // How many of the n values are not lower than the threshold; NaN is not lower than anything.
  size_t (*count_at_least)(size_t n, const float* values, float threshold);

  void (*adam)(const AdamStep&, size_t n, const float* grad, float* weight, float* mean, float* variance);
  void (*adagrad)(const AdagradStep&, size_t n, const float* grad, float* weight, float* sum, float* velocity);
};

// The best table for this machine.
const Kernels& kernels();
// Every table that this machine can run, the slowest first; for tests.
std::vector<const Kernels*> available_kernels();

}  // namespace nearshelf::trainer::math

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_MATH_KERNELS_H_
