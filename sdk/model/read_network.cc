#include <cmath>

#include "sdk/model/checks.h"
#include "sdk/model/half.h"
#include "sdk/model/limits.h"
#include "sdk/model/readers.h"

namespace nearshelf::model {

namespace {

Status check_step(std::string_view field, uint32_t value, uint32_t step, uint32_t most) {
  if (value >= step && value <= most && value % step == 0) return ok_status();
  return bad_field(field, "is " + std::to_string(value) + ", must be a multiple of " + std::to_string(step) + " from " +
                              std::to_string(step) + " to " + std::to_string(most));
}

// Half floats of the given count, all finite.
Result<std::span<const uint16_t>> read_weights(std::string_view field, const flatbuffers::Vector<uint16_t>* weights,
                                               size_t expected, std::string_view what) {
  const std::span<const uint16_t> halves = span_of(weights);
  NEARSHELF_RETURN_IF_ERROR(check_count(field, halves.size(), expected, what));
  NEARSHELF_RETURN_IF_ERROR(check_finite_halves(field, halves));
  return halves;
}

Status read_scales(const schema::Embeddings& embeddings, uint32_t item_count, std::vector<float>& scales) {
  const float unit = embeddings.scale_unit();
  int exponent = 0;
  // Written so that a NaN fails.
  if (!(unit > 0.0f && std::isfinite(unit) && std::frexp(unit, &exponent) == 0.5f)) {
    return bad_field("embeddings.scale_unit", "is " + number_text(unit) + ", must be a power of two");
  }
  const std::span<const uint16_t> halves = span_of(embeddings.scales());
  NEARSHELF_RETURN_IF_ERROR(check_count("embeddings.scales", halves.size(), item_count, "one per item"));
  scales = halves_to_floats(halves);
  for (size_t i = 0; i < scales.size(); ++i) {
    scales[i] *= unit;
    if (scales[i] > 0.0f && scales[i] <= kMaxEmbeddingScale) continue;
    return bad_element("embeddings.scales", i,
                       "is " + number_text(scales[i]) + " (times embeddings.scale_unit), must be above 0 and at most " +
                           number_text(kMaxEmbeddingScale));
  }
  return ok_status();
}

}  // namespace

Result<EmbeddingView> read_embeddings(const schema::Embeddings& embeddings, uint32_t item_count,
                                      std::vector<float>& scales) {
  EmbeddingView view;
  view.item_count = item_count;
  view.dim = embeddings.dim();
  NEARSHELF_RETURN_IF_ERROR(check_step("embeddings.dim", view.dim, kDimStep, kMaxDim));

  const std::span<const int8_t> rows = span_of(embeddings.rows());
  const size_t expected = static_cast<size_t>(item_count) * view.dim;
  NEARSHELF_RETURN_IF_ERROR(check_count("embeddings.rows", rows.size(), expected, "dim per item"));
  if (reinterpret_cast<uintptr_t>(rows.data()) % AlignedBytes::kAlignment != 0) {
    return bad_field("embeddings.rows", "does not start at a multiple of 64 bytes");
  }
  NEARSHELF_RETURN_IF_ERROR(check_symmetric("embeddings.rows", rows));
  view.rows = rows.data();

  NEARSHELF_RETURN_IF_ERROR(read_scales(embeddings, item_count, scales));
  view.scales = scales;
  view.output_bias = span_of(embeddings.output_bias());
  if (!view.output_bias.empty()) {
    NEARSHELF_RETURN_IF_ERROR(
        check_count("embeddings.output_bias", view.output_bias.size(), item_count, "one per item"));
    NEARSHELF_RETURN_IF_ERROR(check_magnitude("embeddings.output_bias", view.output_bias, kMaxOutputBias));
  }
  return view;
}

Result<GruView> read_gru(const schema::Gru& gru, uint32_t dim) {
  GruView view;
  view.dim = dim;
  view.hidden_size = gru.hidden_size();
  view.normalize_query = gru.normalize_query();
  view.logit_scale = gru.logit_scale();
  NEARSHELF_RETURN_IF_ERROR(check_step("gru.hidden_size", view.hidden_size, kHiddenStep, kMaxHiddenSize));
  // Written so that a NaN fails.
  if (!(view.logit_scale > 0.0f && view.logit_scale <= kMaxLogitScale)) {
    return bad_field("gru.logit_scale", "is " + number_text(view.logit_scale) + ", must be above 0 and at most " +
                                            number_text(kMaxLogitScale));
  }
  const size_t hidden = view.hidden_size;
  const size_t gates = 3 * hidden;
  NEARSHELF_ASSIGN_OR_RETURN(
      view.input_weights, read_weights("gru.input_weights", gru.input_weights(), gates * dim, "3 * hidden_size * dim"));
  NEARSHELF_ASSIGN_OR_RETURN(view.hidden_weights, read_weights("gru.hidden_weights", gru.hidden_weights(),
                                                               gates * hidden, "3 * hidden_size * hidden_size"));
  NEARSHELF_ASSIGN_OR_RETURN(view.gate_bias, read_weights("gru.gate_bias", gru.gate_bias(), gates, "3 * hidden_size"));
  if (!gru.query_weights()) {
    if (gru.query_bias()) return bad_field("gru.query_bias", "stands without gru.query_weights");
    if (hidden == dim) return view;
    return bad_field("gru.query_weights", "is missing although hidden_size " + std::to_string(hidden) +
                                              " differs from dim " + std::to_string(dim));
  }
  NEARSHELF_ASSIGN_OR_RETURN(view.query_weights, read_weights("gru.query_weights", gru.query_weights(),
                                                              dim * (hidden + dim), "dim * (hidden_size + dim)"));
  NEARSHELF_ASSIGN_OR_RETURN(view.query_bias, read_weights("gru.query_bias", gru.query_bias(), dim, "dim"));
  return view;
}

}  // namespace nearshelf::model
