#include "server_sync/publisher/quantize.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sdk/model/half.h"
#include "sdk/model/limits.h"
#include "sdk/model/pack.h"

namespace nearshelf::publisher {

namespace {

constexpr float kLargest = 127.0f;
// Steps tried, as parts of max|v| / 127. Rounding errors of neighbouring steps are all but independent, so the best of
// these has about an eighth less squared error than the first; a step much smaller clips, one much larger is too
// coarse.
constexpr int kTriedSteps = 25;
constexpr float kFirstPart = 0.99f;
constexpr float kPartStep = 0.0025f;

// Round to nearest, ties to even, for magnitudes below 2^22, in a form that compilers vectorise.
float round_even(float value) {
  constexpr float kShift = 0x1.8p23f;
  return (value + kShift) - kShift;
}

float to_step(float value, float inverse_scale) {
  return std::min(std::max(round_even(value * inverse_scale), -kLargest), kLargest);
}

float squared_error(std::span<const float> row, float scale) {
  const float inverse = 1.0f / scale;
  float sum = 0.0f;
  for (const float value : row) {
    const float error = value - scale * to_step(value, inverse);
    sum += error * error;
  }
  return sum;
}

// The stored scale of the least squared error for `row`, whose largest magnitude is `largest` > 0.
uint16_t best_scale(std::span<const float> row, float largest, float unit) {
  uint16_t best = model::pack_scale(largest / kLargest, unit);
  float best_error = squared_error(row, unit * model::half_to_float(best));
  for (int step = 0; step < kTriedSteps; ++step) {
    const float part = kFirstPart + kPartStep * static_cast<float>(step);
    const uint16_t half = model::pack_scale(part * largest / kLargest, unit);
    const float error = squared_error(row, unit * model::half_to_float(half));
    if (error < best_error) {
      best_error = error;
      best = half;
    }
  }
  return best;
}

// Adds up the errors of rows.
class ErrorMeter {
 public:
  void add(uint32_t row_index, std::span<const float> row, std::span<const int8_t> steps, float scale) {
    double values = 0.0;
    double restored_values = 0.0;
    double products = 0.0;
    for (size_t d = 0; d < row.size(); ++d) {
      const double value = row[d];
      const double restored = scale * static_cast<float>(steps[d]);
      result_.max_abs = std::max(result_.max_abs, std::fabs(value - restored));
      squared_errors_ += (value - restored) * (value - restored);
      values += value * value;
      restored_values += restored * restored;
      products += value * restored;
    }
    squared_values_ += values;
    count_ += row.size();
    const double cosine = restored_values > 0.0 ? products / std::sqrt(values * restored_values) : 0.0;
    cosines_ += cosine;
    if (rows_++ == 0 || cosine < result_.worst_cosine) {
      result_.worst_cosine = cosine;
      result_.worst_row = row_index;
    }
  }
  void add_zero_row() { ++result_.zero_rows; }

  QuantizationError result() const {
    QuantizationError error = result_;
    if (rows_ == 0) return error;
    error.rms = std::sqrt(squared_errors_ / static_cast<double>(count_));
    error.relative_rms = std::sqrt(squared_errors_ / squared_values_);
    error.mean_cosine = cosines_ / static_cast<double>(rows_);
    return error;
  }

 private:
  QuantizationError result_;
  double squared_errors_ = 0.0;
  double squared_values_ = 0.0;
  double cosines_ = 0.0;
  size_t count_ = 0;
  size_t rows_ = 0;
};

// The largest magnitude of every row.
Result<std::vector<float>> row_maxima(std::span<const float> values, uint32_t dim) {
  const float limit = model::kMaxEmbeddingScale * kLargest;
  std::vector<float> maxima(values.size() / dim, 0.0f);
  for (size_t i = 0; i < values.size(); ++i) {
    // Written so that a NaN fails.
    if (!(std::fabs(values[i]) <= limit)) {
      return invalid_argument("embedding value " + std::to_string(values[i]) +
                                  " is not a number of magnitude at most " + std::to_string(limit) +
                                  "; the training diverged",
                              "row " + std::to_string(i / dim));
    }
    maxima[i / dim] = std::max(maxima[i / dim], std::fabs(values[i]));
  }
  return maxima;
}

}  // namespace

Result<QuantizedRows> quantize_rows(std::span<const float> values, uint32_t dim) {
  if (dim == 0 || values.empty() || values.size() % dim != 0) {
    return invalid_argument("the embeddings are not whole rows of " + std::to_string(dim) + " values");
  }
  NEARSHELF_ASSIGN_OR_RETURN(const std::vector<float> maxima, row_maxima(values, dim));
  // Smaller magnitudes carry no direction worth a scale, and their squares would vanish.
  constexpr float kZero = 1e-15f;
  const float largest = *std::max_element(maxima.begin(), maxima.end());

  QuantizedRows result;
  result.embeddings = std::make_unique<schema::EmbeddingsT>();
  schema::EmbeddingsT& embeddings = *result.embeddings;
  embeddings.dim = dim;
  embeddings.scale_unit = largest > kZero ? model::scale_unit_for(largest / kLargest) : 1.0f;
  embeddings.rows.assign(values.size(), 0);
  embeddings.scales.reserve(maxima.size());
  ErrorMeter meter;
  for (size_t r = 0; r < maxima.size(); ++r) {
    if (maxima[r] <= kZero) {
      embeddings.scales.push_back(model::pack_scale(embeddings.scale_unit, embeddings.scale_unit));
      meter.add_zero_row();
      continue;
    }
    const std::span<const float> row = values.subspan(r * dim, dim);
    const uint16_t half = best_scale(row, maxima[r], embeddings.scale_unit);
    const float scale = embeddings.scale_unit * model::half_to_float(half);
    int8_t* const steps = embeddings.rows.data() + r * dim;
    for (uint32_t d = 0; d < dim; ++d) steps[d] = static_cast<int8_t>(to_step(row[d], 1.0f / scale));
    embeddings.scales.push_back(half);
    meter.add(static_cast<uint32_t>(r), row, {steps, dim}, scale);
  }
  result.error = meter.result();
  return result;
}

}  // namespace nearshelf::publisher
