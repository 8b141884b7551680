#include "server_sync/publisher/network_packing.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/model/half.h"
#include "sdk/model/limits.h"

namespace nearshelf::publisher {

namespace {

Status check_size(std::string_view field, size_t size, size_t expected) {
  if (size == expected) return ok_status();
  return invalid_argument("has " + std::to_string(size) + " values, must have " + std::to_string(expected),
                          std::string(field));
}

Result<std::vector<uint16_t>> to_halves(std::string_view field, const std::vector<float>& weights, size_t expected,
                                        double& max_error) {
  NEARSHELF_RETURN_IF_ERROR(check_size(field, weights.size(), expected));
  std::vector<uint16_t> halves = model::floats_to_halves(weights);
  for (size_t i = 0; i < halves.size(); ++i) {
    if (!model::is_finite_half(halves[i])) {
      return invalid_argument("weight " + std::to_string(i) + " is " + std::to_string(weights[i]) +
                                  ", which a half float cannot hold; the training diverged",
                              std::string(field));
    }
    max_error = std::max(max_error, std::fabs(static_cast<double>(weights[i]) - model::half_to_float(halves[i])));
  }
  return halves;
}

// The bias as stored: nothing when it is zero everywhere.
Result<std::vector<float>> pack_bias(const trainer::GruModel& gru) {
  const std::vector<float>& bias = gru.output_bias;
  if (std::all_of(bias.begin(), bias.end(), [](float b) { return b == 0.0f; })) return std::vector<float>();
  NEARSHELF_RETURN_IF_ERROR(check_size("output_bias", bias.size(), gru.item_count));
  // Written so that a NaN fails.
  const auto bad =
      std::find_if_not(bias.begin(), bias.end(), [](float b) { return std::fabs(b) <= model::kMaxOutputBias; });
  if (bad == bias.end()) return bias;
  return invalid_argument(
      "value " + std::to_string(bad - bias.begin()) + " is " + std::to_string(*bad) + "; the training diverged",
      "output_bias");
}

}  // namespace

Result<PackedNetwork> pack_network(const trainer::GruModel& gru) {
  const size_t dim = gru.dim;
  const size_t hidden = gru.hidden_size;
  NEARSHELF_RETURN_IF_ERROR(check_size("embeddings", gru.embeddings.size(), size_t{gru.item_count} * dim));
  NEARSHELF_ASSIGN_OR_RETURN(QuantizedRows rows, quantize_rows(gru.embeddings, gru.dim));
  PackedNetwork packed;
  packed.embeddings = std::move(rows.embeddings);
  packed.embedding_error = rows.error;
  NEARSHELF_ASSIGN_OR_RETURN(packed.embeddings->output_bias, pack_bias(gru));

  packed.gru = std::make_unique<schema::GruT>();
  schema::GruT& out = *packed.gru;
  double& error = packed.max_weight_error;
  out.hidden_size = gru.hidden_size;
  out.normalize_query = gru.normalize_query;
  out.logit_scale = gru.logit_scale;
  NEARSHELF_ASSIGN_OR_RETURN(out.input_weights, to_halves("input_weights", gru.input_weights, 3 * hidden * dim, error));
  NEARSHELF_ASSIGN_OR_RETURN(out.hidden_weights,
                             to_halves("hidden_weights", gru.hidden_weights, 3 * hidden * hidden, error));
  NEARSHELF_ASSIGN_OR_RETURN(out.gate_bias, to_halves("gate_bias", gru.gate_bias, 3 * hidden, error));
  if (gru.query_weights.empty()) return packed;
  NEARSHELF_ASSIGN_OR_RETURN(out.query_weights,
                             to_halves("query_weights", gru.query_weights, dim * (hidden + dim), error));
  // The format has both or neither.
  const std::vector<float> bias = gru.query_bias.empty() ? std::vector<float>(dim, 0.0f) : gru.query_bias;
  NEARSHELF_ASSIGN_OR_RETURN(out.query_bias, to_halves("query_bias", bias, dim, error));
  return packed;
}

}  // namespace nearshelf::publisher
