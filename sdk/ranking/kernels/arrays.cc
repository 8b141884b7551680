#include "sdk/ranking/kernels/arrays.h"

#include <array>
#include <cassert>
#include <limits>

#include "sdk/ranking/kernels/array_kernels.h"
#include "sdk/ranking/kernels/cpu_features.h"

namespace nearshelf::ranking {
namespace {

struct ArrayTable {
  std::array<const ArrayKernels*, 3> kernels{};
  size_t count = 0;

  void add(const ArrayKernels& table) { kernels[count++] = &table; }

  ArrayTable() {
    add(kPortableArrayKernels);
#if defined(__x86_64__)
    if (cpu_features().avx2) add(kAvx2ArrayKernels);
    if (cpu_features().avx512) add(kAvx512ArrayKernels);
#endif
  }
};

const ArrayKernels& best() {
  static const ArrayKernels& kernels = *available_array_kernels().back();
  return kernels;
}

}  // namespace

std::span<const ArrayKernels* const> available_array_kernels() {
  static const ArrayTable table;
  return {table.kernels.data(), table.count};
}

void exp_in_place(std::span<float> values) { best().exp_sum_in_place(values.data(), values.size(), 0.0f, 1.0f); }

void sigmoid_in_place(std::span<float> values) { best().sigmoid_in_place(values.data(), values.size()); }

void tanh_in_place(std::span<float> values) { best().tanh_in_place(values.data(), values.size()); }

float sum(std::span<const float> values) { return best().sum(values.data(), values.size()); }

float maximum(std::span<const float> values) { return best().maximum(values.data(), values.size()); }

void softmax_in_place(std::span<float> values, float scale) {
  const float largest = maximum(values);
  if (largest == -std::numeric_limits<float>::infinity()) {
    for (float& value : values) value = 0.0f;
    return;
  }
  const float total = best().exp_sum_in_place(values.data(), values.size(), largest, scale);
  best().multiply_in_place(values.data(), values.size(), 1.0f / total);
}

void add_matrix_product(std::span<const float> weights, std::span<const float> inputs, std::span<float> sums) {
  assert(weights.size() == inputs.size() * sums.size());
  best().add_matrix_product(weights.data(), inputs.data(), inputs.size(), sums.data(), sums.size());
}

void multiply(std::span<const float> values, float factor, std::span<float> out) {
  assert(out.size() == values.size());
  best().multiply(values.data(), factor, out.data(), values.size());
}

void add_multiple(std::span<const float> values, float factor, std::span<float> sums) {
  assert(sums.size() == values.size());
  best().add_multiple(values.data(), factor, sums.data(), values.size());
}

float multiply_and_sum(std::span<float> values, std::span<const float> factors) {
  assert(factors.size() == values.size());
  return best().multiply_and_sum(values.data(), factors.data(), values.size());
}

void subtract_in_place(std::span<int32_t> values, std::span<const int32_t> others) {
  assert(others.size() == values.size());
  best().subtract_in_place(values.data(), others.data(), values.size());
}

void scale_dots(std::span<const int32_t> dots, std::span<const float> scales, std::span<const float> bias, float factor,
                std::span<float> out) {
  assert(scales.size() == dots.size() && out.size() == dots.size() && (bias.empty() || bias.size() == dots.size()));
  best().scale_dots(dots.data(), scales.data(), bias.empty() ? nullptr : bias.data(), factor, out.data(), dots.size());
}

size_t next_above(std::span<const float> values, size_t begin, float threshold) {
  return best().next_above(values.data(), begin, values.size(), threshold);
}

}  // namespace nearshelf::ranking
