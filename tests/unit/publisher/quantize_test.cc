#include "server_sync/publisher/quantize.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "sdk/model/half.h"

namespace nearshelf::publisher {
namespace {

std::vector<float> normal_values(size_t count, float deviation, uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0.0f, deviation);
  std::vector<float> values(count);
  for (float& value : values) value = normal(random);
  return values;
}

std::vector<float> restore(const schema::EmbeddingsT& embeddings) {
  std::vector<float> values(embeddings.rows.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const float scale = embeddings.scale_unit * model::half_to_float(embeddings.scales[i / embeddings.dim]);
    values[i] = scale * static_cast<float>(embeddings.rows[i]);
  }
  return values;
}

QuantizedRows quantize(const std::vector<float>& values, uint32_t dim) {
  Result<QuantizedRows> result = quantize_rows(values, dim);
  EXPECT_TRUE(result.ok()) << result.status().to_string();
  return std::move(result).value();
}

// Squared error of each row with the plain rule, scale = max|v| / 127, and exact scales.
std::vector<double> plain_errors(const std::vector<float>& values, uint32_t dim) {
  std::vector<double> errors;
  for (size_t begin = 0; begin < values.size(); begin += dim) {
    float largest = 0.0f;
    for (size_t i = begin; i < begin + dim; ++i) largest = std::max(largest, std::fabs(values[i]));
    const double scale = largest / 127.0;
    double error = 0.0;
    for (size_t i = begin; i < begin + dim; ++i) {
      const double restored = scale * std::nearbyint(values[i] / scale);
      error += (values[i] - restored) * (values[i] - restored);
    }
    errors.push_back(error);
  }
  return errors;
}

TEST(Quantize, ValuesComeBackWithinHalfAStepUnlessClipped) {
  const std::vector<float> values = normal_values(64 * 100, 0.3f, 1);
  const QuantizedRows quantized = quantize(values, 64);
  const std::vector<float> restored = restore(*quantized.embeddings);
  for (size_t i = 0; i < values.size(); ++i) {
    const float scale = quantized.embeddings->scale_unit * model::half_to_float(quantized.embeddings->scales[i / 64]);
    if (std::abs(quantized.embeddings->rows[i]) == 127) continue;
    ASSERT_LE(std::fabs(values[i] - restored[i]), 0.5f * scale * 1.001f) << i;
  }
}

TEST(Quantize, IsBetterThanTheLargestValueRule) {
  const uint32_t dim = 128;
  const std::vector<float> values = normal_values(dim * 200, 0.05f, 2);
  const std::vector<float> restored = restore(*quantize(values, dim).embeddings);
  const std::vector<double> plain = plain_errors(values, dim);
  double sum = 0.0;
  double plain_sum = 0.0;
  for (size_t row = 0; row < plain.size(); ++row) {
    double error = 0.0;
    for (size_t i = row * dim; i < (row + 1) * dim; ++i) {
      error += static_cast<double>(values[i] - restored[i]) * (values[i] - restored[i]);
    }
    // The scale itself is a half float, at most one part in 2048 off.
    ASSERT_LT(error, 1.01 * plain[row]) << row;
    sum += error;
    plain_sum += plain[row];
  }
  EXPECT_LT(sum, 0.92 * plain_sum);
}

TEST(Quantize, ReportsWhatItDid) {
  const uint32_t dim = 32;
  std::vector<float> values = normal_values(dim * 50, 1.0f, 4);
  std::fill(values.begin() + dim * 7, values.begin() + dim * 8, 0.0f);
  const QuantizedRows quantized = quantize(values, dim);
  const std::vector<float> restored = restore(*quantized.embeddings);
  double max_abs = 0.0;
  double squared = 0.0;
  double squared_values = 0.0;
  double cosines = 0.0;
  double worst = 2.0;
  uint32_t worst_row = 0;
  for (uint32_t row = 0; row < 50; ++row) {
    if (row == 7) continue;
    double product = 0.0;
    double norm = 0.0;
    double restored_norm = 0.0;
    for (size_t i = row * dim; i < (row + 1) * dim; ++i) {
      const double error = static_cast<double>(values[i]) - restored[i];
      max_abs = std::max(max_abs, std::fabs(error));
      squared += error * error;
      squared_values += static_cast<double>(values[i]) * values[i];
      product += static_cast<double>(values[i]) * restored[i];
      norm += static_cast<double>(values[i]) * values[i];
      restored_norm += static_cast<double>(restored[i]) * restored[i];
    }
    const double cosine = product / std::sqrt(norm * restored_norm);
    cosines += cosine;
    if (cosine < worst) {
      worst = cosine;
      worst_row = row;
    }
  }
  const QuantizationError& error = quantized.error;
  EXPECT_NEAR(error.max_abs, max_abs, 1e-9);
  EXPECT_NEAR(error.rms, std::sqrt(squared / (49 * dim)), 1e-9);
  EXPECT_NEAR(error.relative_rms, std::sqrt(squared / squared_values), 1e-9);
  EXPECT_NEAR(error.mean_cosine, cosines / 49, 1e-9);
  EXPECT_NEAR(error.worst_cosine, worst, 1e-9);
  EXPECT_EQ(error.worst_row, worst_row);
  EXPECT_EQ(error.zero_rows, 1u);
  EXPECT_GT(error.mean_cosine, 0.9999);
}

TEST(Quantize, ZeroRowsStayZero) {
  std::vector<float> values(64, 0.0f);
  values[3] = 2.0f;
  const QuantizedRows quantized = quantize(values, 32);
  const std::vector<float> restored = restore(*quantized.embeddings);
  EXPECT_NEAR(restored[3], 2.0f, 0.002f);
  for (size_t i = 4; i < 64; ++i) EXPECT_EQ(restored[i], 0.0f);
  EXPECT_GT(quantized.embeddings->scales[1], 0);
  const QuantizedRows nothing = quantize(std::vector<float>(64, 0.0f), 32);
  EXPECT_EQ(nothing.error.zero_rows, 2u);
  EXPECT_EQ(nothing.error.mean_cosine, 1.0);
}

TEST(Quantize, TakesRowsOfVeryDifferentSize) {
  std::vector<float> values = normal_values(32 * 2, 1.0f, 5);
  for (size_t i = 32; i < 64; ++i) values[i] *= 1e-6f;
  EXPECT_GT(quantize(values, 32).error.worst_cosine, 0.9999);
}

TEST(Quantize, RefusesWhatIsNotANumber) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), HUGE_VALF, -HUGE_VALF, 1e7f}) {
    std::vector<float> values(96, 0.5f);
    values[70] = bad;
    const Status status = quantize_rows(values, 32).status();
    EXPECT_EQ(status.code(), Code::kInvalidArgument);
    EXPECT_EQ(status.place(), "row 2");
  }
}

TEST(Quantize, RefusesPartsOfRows) {
  EXPECT_FALSE(quantize_rows(std::vector<float>(33, 1.0f), 32).ok());
  EXPECT_FALSE(quantize_rows({}, 32).ok());
  EXPECT_FALSE(quantize_rows(std::vector<float>(32, 1.0f), 0).ok());
}

}  // namespace
}  // namespace nearshelf::publisher
