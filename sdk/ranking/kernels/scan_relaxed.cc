// The relaxed dot product adds four products of bytes to each lane. Its second operand must stay below 128, or the
// result depends on the CPU: it is the query.
#include <wasm_simd128.h>

#include "sdk/ranking/kernels/scan_variants.h"

namespace nearshelf::ranking {
namespace {

inline v128_t multiply_add(v128_t sums, v128_t query, const int8_t* row) {
  return wasm_i32x4_relaxed_dot_i8x16_i7x16_add(wasm_v128_load(row), query, sums);
}

// The sums of the lanes of a, b, c and d.
inline v128_t add_lanes(v128_t a, v128_t b, v128_t c, v128_t d) {
  const v128_t ab = wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
  const v128_t cd = wasm_i32x4_add(wasm_i32x4_shuffle(c, d, 0, 4, 1, 5), wasm_i32x4_shuffle(c, d, 2, 6, 3, 7));
  return wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5), wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7));
}

}  // namespace

void scan_relaxed(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots) {
  const v128_t zero = wasm_i32x4_splat(0);
  size_t i = 0;
  for (; i + 4 <= row_count; i += 4) {
    const int8_t* row = rows + i * dim;
    v128_t a = zero, b = zero, c = zero, d = zero;
    for (size_t k = 0; k < dim; k += 16) {
      const v128_t q = wasm_v128_load(query + k);
      a = multiply_add(a, q, row + k);
      b = multiply_add(b, q, row + dim + k);
      c = multiply_add(c, q, row + 2 * dim + k);
      d = multiply_add(d, q, row + 3 * dim + k);
    }
    wasm_v128_store(dots + i, add_lanes(a, b, c, d));
  }
  for (; i < row_count; ++i) {
    v128_t sums = zero;
    for (size_t k = 0; k < dim; k += 16) sums = multiply_add(sums, wasm_v128_load(query + k), rows + i * dim + k);
    dots[i] = wasm_i32x4_extract_lane(add_lanes(sums, zero, zero, zero), 0);
  }
}

}  // namespace nearshelf::ranking
