// The catalog scan: integer dot products of every int8 row with one 7-bit query.
//
// The query is unsigned and below 128 because WASM's relaxed dot product is only defined for a 7-bit operand, and
// because 2 * 127 * 127 fits the int16 pair sums of AVX2's maddubs: no kernel can saturate, all give the same integers.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_SCAN_H_
#define NEARSHELF_SDK_RANKING_KERNELS_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace nearshelf::ranking {

// dots[i] = sum over d of rows[i * dim + d] * query[d], i < row_count.
// rows: 64-byte aligned, values in [-127, 127]; query: dim values in [0, 127]; dim: a multiple of 32, at most 1024.
using ScanFunction = void (*)(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots);

struct ScanKernel {
  const char* name;  // "scalar", "avx2", "avx512vnni", "neon", "sdot", "simd128", "relaxed"
  ScanFunction scan;
};

// Every kernel that this CPU can run, slowest first; never empty ("scalar" is always there, but in a WASM
// module for SIMD). Decided once, thread-safe.
std::span<const ScanKernel> available_scan_kernels();

// The last of available_scan_kernels().
const ScanKernel& best_scan_kernel();

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_SCAN_H_
