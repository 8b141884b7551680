// The session model on the device: one GRU step per event, one query per recommendation, one scan for all logits.
// Equations: server_sync/trainer/gru_model.h (Hidasi et al. 2016, eq. 1-4), with x the dequantized int8 row of the item.
//
// Floats are computed in one fixed order without fused multiply-add and with our own exp, so that every platform gets
// the same bits (sdk/ranking/kernels/math.h).
// Threads: const after create(); callers bring their own hidden state and workspace.
#ifndef NEARSHELF_SDK_RANKING_GRU_H_
#define NEARSHELF_SDK_RANKING_GRU_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/model/model.h"

namespace nearshelf::ranking {

// A query quantized to 7 bits: q[d] ~ scale * (values[d] - 64), values in [1, 127].
struct QuantizedQuery {
  std::vector<uint8_t> values;
  float scale = 0.0f;
};

class Gru {
 public:
  // `model` must have a GRU. Decodes the half-float weights and sums the rows once.
  static Result<std::unique_ptr<const Gru>> create(std::shared_ptr<const model::Model> model);

  uint32_t dim() const { return dim_; }
  uint32_t hidden_size() const { return hidden_size_; }

  // hidden (hidden_size floats, zeros at the start of a session) becomes the state after `item`.
  void step(uint32_t item, std::span<float> hidden) const;

  // The query for the state `hidden` whose last item was `last_item`.
  QuantizedQuery make_query(std::span<const float> hidden, uint32_t last_item) const;

  // logits[i] = logit_scale * query.scale * scales[i] * (dot(rows[i], values) - 64 * rowsum[i]) + bias[i].
  // logits: item_count floats. dots: item_count integers of scratch, left holding dot - 64 * rowsum.
  void score_all(const QuantizedQuery& query, std::span<int32_t> dots, std::span<float> logits) const;

 private:
  Gru() = default;

  std::shared_ptr<const model::Model> model_;
  uint32_t dim_ = 0;
  uint32_t hidden_size_ = 0;
  bool normalize_query_ = false;
  float logit_scale_ = 1.0f;
  // Transposed (one row per input), so that the inner loop runs over outputs and its order is the same for any SIMD width.
  std::vector<float> input_weights_;
  std::vector<float> hidden_weights_;
  std::vector<float> gate_bias_;
  std::vector<float> query_weights_;
  std::vector<float> query_bias_;
  std::vector<int32_t> row_sums_;
};

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_GRU_H_
