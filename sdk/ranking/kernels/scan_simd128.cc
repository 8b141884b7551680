// WASM has no product of bytes in its fixed-width SIMD: both sides are widened to int16, the query once for all rows.
#include <wasm_simd128.h>

#include "sdk/ranking/kernels/scan_variants.h"

namespace nearshelf::ranking {
namespace {

constexpr size_t kMaxDim = 1024;

// Adds the products of 16 bytes; query is widened already.
inline v128_t multiply_add(v128_t sums, v128_t low, v128_t high, const int8_t* row) {
  const v128_t r = wasm_v128_load(row);
  sums = wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(wasm_i16x8_extend_low_i8x16(r), low));
  return wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(wasm_i16x8_extend_high_i8x16(r), high));
}

// The sums of the lanes of a, b, c and d.
inline v128_t add_lanes(v128_t a, v128_t b, v128_t c, v128_t d) {
  const v128_t ab = wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
  const v128_t cd = wasm_i32x4_add(wasm_i32x4_shuffle(c, d, 0, 4, 1, 5), wasm_i32x4_shuffle(c, d, 2, 6, 3, 7));
  return wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5), wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7));
}

}  // namespace

void scan_simd128(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots) {
  alignas(16) int16_t wide[kMaxDim];
  for (size_t k = 0; k < dim; ++k) wide[k] = query[k];
  const v128_t zero = wasm_i32x4_splat(0);
  size_t i = 0;
  for (; i + 4 <= row_count; i += 4) {
    const int8_t* row = rows + i * dim;
    v128_t a = zero, b = zero, c = zero, d = zero;
    for (size_t k = 0; k < dim; k += 16) {
      const v128_t low = wasm_v128_load(wide + k);
      const v128_t high = wasm_v128_load(wide + k + 8);
      a = multiply_add(a, low, high, row + k);
      b = multiply_add(b, low, high, row + dim + k);
      c = multiply_add(c, low, high, row + 2 * dim + k);
      d = multiply_add(d, low, high, row + 3 * dim + k);
    }
    wasm_v128_store(dots + i, add_lanes(a, b, c, d));
  }
  for (; i < row_count; ++i) {
    v128_t sums = zero;
    for (size_t k = 0; k < dim; k += 16) {
      sums = multiply_add(sums, wasm_v128_load(wide + k), wasm_v128_load(wide + k + 8), rows + i * dim + k);
    }
    dots[i] = wasm_i32x4_extract_lane(add_lanes(sums, zero, zero, zero), 0);
  }
}

}  // namespace nearshelf::ranking
