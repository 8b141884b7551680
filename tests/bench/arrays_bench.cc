// The passes of the blend over one float per item, by each table of this machine.
#include <cstring>
#include <string>

#include "sdk/ranking/kernels/array_kernels.h"
#include "sdk/ranking/kernels/arrays.h"
#include "tests/bench/shape.h"

namespace nearshelf::bench {
namespace {

using ranking::ArrayKernels;

// Logits are put back before each run, or the exponentials would soon all be the same; `copy` is what that costs.
void exp_sum(benchmark::State& state, const ArrayKernels& kernels) {
  const std::vector<float> logits = random_floats(kItems, 3.0f);
  std::vector<float> values(kItems);
  for (auto _ : state) {
    std::memcpy(values.data(), logits.data(), logits.size() * sizeof(float));
    benchmark::DoNotOptimize(kernels.exp_sum_in_place(values.data(), values.size(), 10.0f, 1.0f));
    benchmark::ClobberMemory();
  }
}

void sum(benchmark::State& state, const ArrayKernels& kernels) {
  const std::vector<float> values = random_floats(kItems, 3.0f);
  for (auto _ : state) benchmark::DoNotOptimize(kernels.sum(values.data(), values.size()));
}

void maximum(benchmark::State& state, const ArrayKernels& kernels) {
  const std::vector<float> values = random_floats(kItems, 3.0f);
  for (auto _ : state) benchmark::DoNotOptimize(kernels.maximum(values.data(), values.size()));
}

void scale_dots(benchmark::State& state, const ArrayKernels& kernels) {
  const std::vector<int32_t> dots(kItems, 12345);
  const std::vector<float> scales = random_floats(kItems, 0.01f);
  const std::vector<float> bias = random_floats(kItems, 1.0f);
  std::vector<float> logits(kItems);
  for (auto _ : state) {
    kernels.scale_dots(dots.data(), scales.data(), bias.data(), 0.5f, logits.data(), kItems);
    benchmark::ClobberMemory();
  }
}

const bool registered = [] {
  for (const ArrayKernels* kernels : ranking::available_array_kernels()) {
    const auto add = [kernels](const char* name, void (*run)(benchmark::State&, const ArrayKernels&)) {
      report_smallest(benchmark::RegisterBenchmark((std::string(name) + "/" + kernels->name).c_str(),
                                                   [=](benchmark::State& state) { run(state, *kernels); }));
    };
    add("exp_sum", exp_sum);
    add("sum", sum);
    add("maximum", maximum);
    add("scale_dots", scale_dots);
  }
  return true;
}();

void softmax(benchmark::State& state) {
  const std::vector<float> logits = random_floats(kItems, 3.0f);
  std::vector<float> values(kItems);
  for (auto _ : state) {
    std::memcpy(values.data(), logits.data(), logits.size() * sizeof(float));
    ranking::softmax_in_place(values);
    benchmark::ClobberMemory();
  }
}
BENCHMARK(softmax)->Apply(report_smallest);

void copy(benchmark::State& state) {
  const std::vector<float> logits = random_floats(kItems, 3.0f);
  std::vector<float> values(kItems);
  for (auto _ : state) {
    benchmark::DoNotOptimize(values.data());
    std::memcpy(values.data(), logits.data(), logits.size() * sizeof(float));
    benchmark::ClobberMemory();
  }
}
BENCHMARK(copy)->Apply(report_smallest);

}  // namespace
}  // namespace nearshelf::bench
