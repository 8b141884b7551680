#include "sdk/ranking/gru.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>

#include "sdk/model/half.h"
#include "sdk/model/limits.h"
#include "sdk/ranking/kernels/arrays.h"
#include "sdk/ranking/kernels/scan.h"

namespace nearshelf::ranking {
namespace {

// Rows scanned before their integers are turned into logits, while they are still in the L1 cache.
constexpr size_t kRowsPerChunk = 1024;

// Decodes rows [first_row, first_row + row_count) of a row-major matrix with `columns` columns into
// out[column * out_stride + row - first_row].
void decode_transposed(std::span<const uint16_t> matrix, size_t first_row, size_t row_count, size_t columns, float* out,
                       size_t out_stride) {
  for (size_t row = 0; row < row_count; ++row) {
    for (size_t column = 0; column < columns; ++column) {
      out[column * out_stride + row] = model::half_to_float(matrix[(first_row + row) * columns + column]);
    }
  }
}

Status check(const model::EmbeddingView& embeddings, const model::GruView& weights) {
  const size_t dim = weights.dim;
  const size_t hidden = weights.hidden_size;
  if (embeddings.rows == nullptr) return failed_precondition("the model has no GRU");
  if (dim > model::kMaxDim || hidden > model::kMaxHiddenSize) {
    return Status(Code::kLimit, "dim and hidden_size may be at most 1024", "field gru");
  }
  if (dim == 0 || dim % model::kDimStep != 0 || embeddings.dim != dim) {
    return corrupt("dim must be the embeddings' dim and a multiple of 32", "field gru");
  }
  if (hidden == 0 || hidden % model::kHiddenStep != 0) {
    return corrupt("must be a multiple of 8 above 0", "field gru.hidden_size");
  }
  const bool projects = !weights.query_weights.empty();
  if (weights.input_weights.size() != 3 * hidden * dim || weights.hidden_weights.size() != 3 * hidden * hidden ||
      weights.gate_bias.size() != 3 * hidden || (!projects && hidden != dim) ||
      (projects && weights.query_weights.size() != dim * (hidden + dim)) ||
      (!weights.query_bias.empty() && (!projects || weights.query_bias.size() != dim))) {
    return corrupt("the weights do not have the sizes that dim and hidden_size ask for", "field gru");
  }
  if (embeddings.scales.size() != embeddings.item_count ||
      (!embeddings.output_bias.empty() && embeddings.output_bias.size() != embeddings.item_count)) {
    return corrupt("scales and output_bias must have one value per item", "field embeddings");
  }
  return ok_status();
}

}  // namespace

Result<std::unique_ptr<const Gru>> Gru::create(std::shared_ptr<const model::Model> model) {
  const model::EmbeddingView& embeddings = model->embeddings();
  const model::GruView& weights = model->gru();
  return create(embeddings, weights, std::move(model));
}

Result<std::unique_ptr<const Gru>> Gru::create(const model::EmbeddingView& embeddings, const model::GruView& weights,
                                               std::shared_ptr<const void> owner) {
  NEARSHELF_RETURN_IF_ERROR(check(embeddings, weights));
  const size_t dim = weights.dim;
  const size_t hidden = weights.hidden_size;
  std::unique_ptr<Gru> gru(new Gru());
  gru->owner_ = std::move(owner);
  gru->embeddings_ = embeddings;
  gru->hidden_size_ = weights.hidden_size;
  gru->normalize_query_ = weights.normalize_query;
  gru->logit_scale_ = weights.logit_scale;

  gru->gate_weights_.resize((dim + hidden) * 2 * hidden);
  float* gates = gru->gate_weights_.data();
  decode_transposed(weights.input_weights, 0, 2 * hidden, dim, gates, 2 * hidden);
  decode_transposed(weights.hidden_weights, 0, 2 * hidden, hidden, gates + dim * 2 * hidden, 2 * hidden);
  gru->candidate_weights_.resize((dim + hidden) * hidden);
  float* candidate = gru->candidate_weights_.data();
  decode_transposed(weights.input_weights, 2 * hidden, hidden, dim, candidate, hidden);
  decode_transposed(weights.hidden_weights, 2 * hidden, hidden, hidden, candidate + dim * hidden, hidden);
  gru->gate_bias_ = model::halves_to_floats(weights.gate_bias);

  if (!weights.query_weights.empty()) {
    gru->query_weights_.resize((hidden + dim) * dim);
    decode_transposed(weights.query_weights, 0, dim, hidden + dim, gru->query_weights_.data(), dim);
    gru->query_bias_ =
        weights.query_bias.empty() ? std::vector<float>(dim, 0.0f) : model::halves_to_floats(weights.query_bias);
  }

  const std::vector<uint8_t> zero_points(dim, static_cast<uint8_t>(kQueryZeroPoint));
  gru->zero_point_sums_.resize(embeddings.item_count);
  best_scan_kernel().scan(embeddings.rows, embeddings.item_count, dim, zero_points.data(),
                          gru->zero_point_sums_.data());
  return std::unique_ptr<const Gru>(std::move(gru));
}

size_t Gru::memory_bytes() const {
  return sizeof(Gru) + zero_point_sums_.capacity() * sizeof(int32_t) +
         sizeof(float) * (gate_weights_.capacity() + candidate_weights_.capacity() + gate_bias_.capacity() +
                          query_weights_.capacity() + query_bias_.capacity());
}

void Gru::load_item(uint32_t item, std::span<float> x) const {
  assert(item < embeddings_.item_count);
  const int8_t* row = embeddings_.rows + size_t{item} * embeddings_.dim;
  const float scale = embeddings_.scales[item];
  for (size_t d = 0; d < x.size(); ++d) x[d] = scale * static_cast<float>(row[d]);
}

void Gru::step(uint32_t item, std::span<float> hidden) const {
  assert(hidden.size() == hidden_size_);
  std::array<float, model::kMaxDim + model::kMaxHiddenSize> input_buffer;
  std::array<float, size_t{3} * model::kMaxHiddenSize> gate_buffer;
  const std::span<float> input(input_buffer.data(), dim() + hidden_size_);  // [x, h], later [x, r * h]
  const std::span<float> previous = input.subspan(dim());
  const std::span<float> gates(gate_buffer.data(), size_t{2} * hidden_size_);  // [r, z]
  const std::span<float> candidate(gate_buffer.data() + gates.size(), hidden_size_);

  load_item(item, input.first(dim()));
  std::copy(hidden.begin(), hidden.end(), previous.begin());
  std::copy(gate_bias_.begin(), gate_bias_.end(), gate_buffer.begin());
  add_matrix_product(gate_weights_, input, gates);
  sigmoid_in_place(gates);
  for (size_t j = 0; j < hidden_size_; ++j) previous[j] = gates[j] * hidden[j];
  add_matrix_product(candidate_weights_, input, candidate);
  tanh_in_place(candidate);
  for (size_t j = 0; j < hidden_size_; ++j) {
    const float z = gates[hidden_size_ + j];
    hidden[j] = (1.0f - z) * hidden[j] + z * candidate[j];
  }
}

void Gru::make_float_query(std::span<const float> hidden, uint32_t last_item, std::span<float> query) const {
  assert(hidden.size() == hidden_size_ && query.size() == dim());
  if (query_weights_.empty()) {
    std::copy(hidden.begin(), hidden.end(), query.begin());
  } else {
    std::array<float, model::kMaxHiddenSize + model::kMaxDim> input_buffer;
    const std::span<float> input(input_buffer.data(), hidden_size_ + dim());
    std::copy(hidden.begin(), hidden.end(), input.begin());
    load_item(last_item, input.subspan(hidden_size_));
    std::copy(query_bias_.begin(), query_bias_.end(), query.begin());
    add_matrix_product(query_weights_, input, query);
  }
  if (!normalize_query_) return;
  float square = 0.0f;
  for (const float value : query) square += value * value;
  const float norm = std::sqrt(square);  // correctly rounded everywhere, as IEEE 754 asks
  if (norm > 0.0f) {
    for (float& value : query) value /= norm;
  }
}

QuantizedQuery Gru::make_query(std::span<const float> hidden, uint32_t last_item) const {
  std::array<float, model::kMaxDim> buffer;
  const std::span<float> query(buffer.data(), dim());
  make_float_query(hidden, last_item, query);
  return quantize_query(query);
}

void Gru::score_all(const QuantizedQuery& query, std::span<int32_t> dots, std::span<float> logits) const {
  const size_t items = embeddings_.item_count;
  assert(query.values.size() == dim() && dots.size() == items && logits.size() == items);
  const ScanFunction scan = best_scan_kernel().scan;
  const float factor = logit_scale_ * query.scale;
  for (size_t begin = 0; begin < items; begin += kRowsPerChunk) {
    const size_t count = std::min(kRowsPerChunk, items - begin);
    const std::span<int32_t> chunk = dots.subspan(begin, count);
    scan(embeddings_.rows + begin * dim(), count, dim(), query.values.data(), chunk.data());
    subtract_in_place(chunk, std::span(zero_point_sums_).subspan(begin, count));
    const std::span<const float> bias =
        embeddings_.output_bias.empty() ? embeddings_.output_bias : embeddings_.output_bias.subspan(begin, count);
    scale_dots(chunk, embeddings_.scales.subspan(begin, count), bias, factor, logits.subspan(begin, count));
  }
}

}  // namespace nearshelf::ranking
