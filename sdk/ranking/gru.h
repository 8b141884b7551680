// The session model on the device: one GRU step per event, one query per recommendation, one scan for all logits.
// Equations: server_sync/trainer/gru_model.h (Hidasi et al. 2016, eq. 1-4); x is the item's int8 row, dequantized.
//
// Floats are computed in one fixed order without fused multiply-add and with our own exp, so that every platform gets
// the same bits (sdk/ranking/kernels/math.h).
// Threads: const after create(); callers bring their own hidden state and buffers.
#ifndef NEARSHELF_SDK_RANKING_GRU_H_
#define NEARSHELF_SDK_RANKING_GRU_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/model/model.h"
#include "sdk/ranking/quantize_query.h"

namespace nearshelf::ranking {

class Gru {
 public:
  // `model` must have a GRU. Decodes the half-float weights and sums the rows once.
  // Errors: kFailedPrecondition (no GRU), kCorrupt (sizes that do not fit together), kLimit (wider than
  // sdk/model/limits.h allows).
  static Result<std::unique_ptr<const Gru>> create(std::shared_ptr<const model::Model> model);

  // The same from views, for rows that stand outside an artifact (the store's aligned buffer). `owner` is kept for as
  // long as the Gru lives, and so long the rows, scales and output bias must live; `weights` is only read here.
  static Result<std::unique_ptr<const Gru>> create(const model::EmbeddingView& embeddings,
                                                   const model::GruView& weights, std::shared_ptr<const void> owner);

  uint32_t item_count() const { return embeddings_.item_count; }
  uint32_t dim() const { return embeddings_.dim; }
  uint32_t hidden_size() const { return hidden_size_; }
  // Bytes held beside the views.
  size_t memory_bytes() const;

  // hidden (hidden_size floats, zeros at the start of a session) becomes the state after `item` (< item_count).
  void step(uint32_t item, std::span<float> hidden) const;

  // The query (dim floats) for the state `hidden` whose last item was `last_item`, normalised where the model says so.
  void make_float_query(std::span<const float> hidden, uint32_t last_item, std::span<float> query) const;
  // The same, quantized for score_all().
  QuantizedQuery make_query(std::span<const float> hidden, uint32_t last_item) const;

  // logits[i] = logit_scale * query.scale * scales[i] * (dot(rows[i], values) - 64 * rowsum[i]) + bias[i].
  // logits: item_count floats. dots: item_count integers of scratch, left holding dot - 64 * rowsum.
  void score_all(const QuantizedQuery& query, std::span<int32_t> dots, std::span<float> logits) const;

 private:
  Gru() = default;

  void load_item(uint32_t item, std::span<float> x) const;

  std::shared_ptr<const void> owner_;
  model::EmbeddingView embeddings_;
  uint32_t hidden_size_ = 0;
  bool normalize_query_ = false;
  float logit_scale_ = 1.0f;
  // Transposed, one row per input and the inputs in the order [x, h], so that the inner loop runs over outputs and its
  // order is the same for any vector width.
  std::vector<float> gate_weights_;       // (dim + hidden_size) x 2 hidden_size: r, then z
  std::vector<float> candidate_weights_;  // (dim + hidden_size) x hidden_size
  std::vector<float> gate_bias_;          // 3 hidden_size
  std::vector<float> query_weights_;      // (hidden_size + dim) x dim, inputs in the order [h, x]; may be empty
  std::vector<float> query_bias_;
  std::vector<int32_t> zero_point_sums_;  // 64 * rowsum
};

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_GRU_H_
