#include "tests/conformance/kernels/reference.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sdk/model/half.h"
#include "sdk/ranking/kernels/math.h"

namespace nearshelf::conformance {
namespace {

std::vector<float> embedding(const Network& network, uint32_t item) {
  std::vector<float> x(network.dim);
  const auto* row = reinterpret_cast<const int8_t*>(network.rows.data()) + size_t{item} * network.dim;
  for (size_t d = 0; d < x.size(); ++d) x[d] = network.scales[item] * static_cast<float>(row[d]);
  return x;
}

// sum + row `row` of `matrix` times v, added up from the left.
float add_row(float sum, const std::vector<uint16_t>& matrix, size_t row, const std::vector<float>& v) {
  for (size_t i = 0; i < v.size(); ++i) sum += model::half_to_float(matrix[row * v.size() + i]) * v[i];
  return sum;
}

// Unit `row` of the three gates before its nonlinearity.
float gate(const Network& network, size_t row, const std::vector<float>& x, const std::vector<float>& h) {
  const float with_input = add_row(model::half_to_float(network.gate_bias[row]), network.input_weights, row, x);
  return add_row(with_input, network.hidden_weights, row, h);
}

}  // namespace

model::EmbeddingView Network::embeddings() const {
  return {item_count, dim, reinterpret_cast<const int8_t*>(rows.data()), scales, output_bias};
}

model::GruView Network::gru() const {
  return {dim,       hidden_size,   normalize_query, logit_scale, input_weights, hidden_weights,
          gate_bias, query_weights, query_bias};
}

std::vector<int32_t> reference_scan(const std::vector<int8_t>& rows, size_t dim, const std::vector<uint8_t>& query) {
  std::vector<int32_t> dots(rows.size() / dim, 0);
  for (size_t i = 0; i < rows.size(); ++i) dots[i / dim] += int32_t{rows[i]} * int32_t{query[i % dim]};
  return dots;
}

float reference_sum(const std::vector<float>& values) {
  std::array<float, 16> partials{};
  for (size_t i = 0; i < values.size(); ++i) partials[i % 16] += values[i];
  for (size_t half = 8; half > 0; half /= 2) {
    for (size_t j = 0; j < half; ++j) partials[j] += partials[j + half];
  }
  return partials[0];
}

std::vector<float> reference_softmax(std::vector<float> values, float scale) {
  const float largest = *std::max_element(values.begin(), values.end());
  for (float& value : values) value = ranking::portable_exp((value - largest) * scale);
  const float factor = 1.0f / reference_sum(values);
  for (float& value : values) value *= factor;
  return values;
}

std::vector<float> reference_step(const Network& network, uint32_t item, const std::vector<float>& hidden) {
  const size_t size = hidden.size();
  const std::vector<float> x = embedding(network, item);
  std::vector<float> reset(size), next(size);
  for (size_t j = 0; j < size; ++j) reset[j] = ranking::portable_sigmoid(gate(network, j, x, hidden)) * hidden[j];
  for (size_t j = 0; j < size; ++j) {
    const float z = ranking::portable_sigmoid(gate(network, size + j, x, hidden));
    const float c = ranking::portable_tanh(gate(network, 2 * size + j, x, reset));
    next[j] = (1.0f - z) * hidden[j] + z * c;
  }
  return next;
}

std::vector<float> reference_query(const Network& network, uint32_t last_item, const std::vector<float>& hidden) {
  std::vector<float> query = hidden;
  if (!network.query_weights.empty()) {
    std::vector<float> input = hidden;
    const std::vector<float> x = embedding(network, last_item);
    input.insert(input.end(), x.begin(), x.end());
    query.assign(network.dim, 0.0f);
    for (size_t d = 0; d < query.size(); ++d) {
      const float bias = network.query_bias.empty() ? 0.0f : model::half_to_float(network.query_bias[d]);
      query[d] = add_row(bias, network.query_weights, d, input);
    }
  }
  if (network.normalize_query) {
    float square = 0.0f;
    for (const float value : query) square += value * value;
    for (float& value : query) value /= std::sqrt(square);
  }
  return query;
}

std::vector<float> reference_logits(const Network& network, const ranking::QuantizedQuery& query) {
  const auto* rows = reinterpret_cast<const int8_t*>(network.rows.data());
  const float factor = network.logit_scale * query.scale;
  std::vector<float> logits(network.item_count);
  for (size_t i = 0; i < logits.size(); ++i) {
    int32_t dot = 0;
    for (size_t d = 0; d < network.dim; ++d) {
      dot += int32_t{rows[i * network.dim + d]} * (int32_t{query.values[d]} - ranking::kQueryZeroPoint);
    }
    logits[i] = (factor * network.scales[i]) * static_cast<float>(dot);
    if (!network.output_bias.empty()) logits[i] += network.output_bias[i];
  }
  return logits;
}

}  // namespace nearshelf::conformance
