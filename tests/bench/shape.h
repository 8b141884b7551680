// The sizes that everything is measured at: Diginetica's catalog and the default width of the model.
#ifndef NEARSHELF_TESTS_BENCH_SHAPE_H_
#define NEARSHELF_TESTS_BENCH_SHAPE_H_

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "sdk/model/aligned_bytes.h"

namespace nearshelf::bench {

inline constexpr uint32_t kItems = 43097;
inline constexpr uint32_t kDim = 128;

inline std::vector<float> random_floats(size_t count, float spread) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0.0f, spread);
  std::vector<float> values(count);
  std::generate(values.begin(), values.end(), [&] { return normal(random); });
  return values;
}

inline model::AlignedBytes random_rows() {
  std::mt19937 random(2);
  model::AlignedBytes rows(size_t{kItems} * kDim);
  for (size_t i = 0; i < rows.size(); ++i)
    rows.data()[i] = static_cast<uint8_t>(static_cast<int>(random() % 255) - 127);
  return rows;
}

// On a machine with other work the smallest of the repetitions says most about the code.
inline void report_smallest(benchmark::internal::Benchmark* benchmark) {
  benchmark->ComputeStatistics(
      "min", [](const std::vector<double>& values) { return *std::min_element(values.begin(), values.end()); });
}

}  // namespace nearshelf::bench

#endif  // NEARSHELF_TESTS_BENCH_SHAPE_H_
