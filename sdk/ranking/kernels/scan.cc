#include "sdk/ranking/kernels/scan.h"

#include <array>

#include "sdk/ranking/kernels/cpu_features.h"
#include "sdk/ranking/kernels/scan_variants.h"

namespace nearshelf::ranking {
namespace {

// Slowest first; a new kernel is one more add() at its place.
struct ScanTable {
  std::array<ScanKernel, 4> kernels{};
  size_t count = 0;

  void add(const char* name, ScanFunction scan) { kernels[count++] = {name, scan}; }

  ScanTable() {
#if !defined(__wasm_simd128__)  // such a module runs only where it can: the scalar kernel would be dead weight
    add("scalar", scan_scalar);
#endif
#if defined(__x86_64__)
    if (cpu_features().avx2) add("avx2", scan_avx2);
    if (cpu_features().avx512vnni) add("avx512vnni", scan_avx512vnni);
#elif defined(__aarch64__)
    add("neon", scan_neon);
    if (cpu_features().arm_dotprod) add("sdot", scan_sdot);
#elif defined(__wasm_relaxed_simd__)
    add("relaxed", scan_relaxed);
#elif defined(__wasm_simd128__)
    add("simd128", scan_simd128);
#endif
  }
};

}  // namespace

std::span<const ScanKernel> available_scan_kernels() {
  static const ScanTable table;
  return {table.kernels.data(), table.count};
}

const ScanKernel& best_scan_kernel() { return available_scan_kernels().back(); }

}  // namespace nearshelf::ranking
