// One scan of the catalog by each kernel of this machine. times_scalar: how many times faster than the scalar kernel
// (which the compiler vectorises for the baseline instruction set), the fastest of 20 runs each, one after the other.
#include <chrono>

#include "sdk/ranking/kernels/scan.h"
#include "tests/bench/shape.h"

namespace nearshelf::bench {
namespace {

double smallest_seconds(const ranking::ScanKernel& kernel, const int8_t* rows, const uint8_t* query, int32_t* dots) {
  double smallest = 1.0;
  for (int i = 0; i < 20; ++i) {
    const auto start = std::chrono::steady_clock::now();
    kernel.scan(rows, kItems, kDim, query, dots);
    benchmark::ClobberMemory();
    smallest = std::min(smallest, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return smallest;
}

void scan(benchmark::State& state, const ranking::ScanKernel& kernel) {
  const model::AlignedBytes rows = random_rows();
  const auto* row_data = reinterpret_cast<const int8_t*>(rows.data());
  const std::vector<uint8_t> query(kDim, 77);
  std::vector<int32_t> dots(kItems);
  const auto seconds = [&](const ranking::ScanKernel& timed) {
    return smallest_seconds(timed, row_data, query.data(), dots.data());
  };
  state.counters["times_scalar"] = seconds(ranking::available_scan_kernels().front()) / seconds(kernel);
  for (auto _ : state) {
    kernel.scan(row_data, kItems, kDim, query.data(), dots.data());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(rows.size()));
}

const bool registered = [] {
  for (const ranking::ScanKernel& kernel : ranking::available_scan_kernels()) {
    report_smallest(benchmark::RegisterBenchmark((std::string("scan/") + kernel.name).c_str(),
                                                 [&kernel](benchmark::State& state) { scan(state, kernel); }));
  }
  return true;
}();

}  // namespace
}  // namespace nearshelf::bench
