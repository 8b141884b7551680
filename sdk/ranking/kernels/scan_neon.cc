// The query is below 128, so it is read as signed. Two products, at most 2 * 127 * 128 = 32512 in absolute value, fit
// an int16 lane before they are widened.
#include <arm_neon.h>

#include "sdk/ranking/kernels/scan_variants.h"

namespace nearshelf::ranking {
namespace {

inline int8x16_t load_query(const uint8_t* query) { return vreinterpretq_s8_u8(vld1q_u8(query)); }

// Adds the products of 32 bytes; q0 and q1 are the query's two halves.
inline int32x4_t multiply_add(int32x4_t sums, int8x16_t q0, int8x16_t q1, const int8_t* row) {
  const int8x16_t r0 = vld1q_s8(row);
  const int8x16_t r1 = vld1q_s8(row + 16);
  const int16x8_t low = vmlal_s8(vmull_s8(vget_low_s8(r0), vget_low_s8(q0)), vget_low_s8(r1), vget_low_s8(q1));
  const int16x8_t high = vmlal_high_s8(vmull_high_s8(r0, q0), r1, q1);
  return vpadalq_s16(vpadalq_s16(sums, low), high);
}

}  // namespace

void scan_neon(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots) {
  size_t i = 0;
  for (; i + 4 <= row_count; i += 4) {
    const int8_t* row = rows + i * dim;
    int32x4_t a = vdupq_n_s32(0), b = a, c = a, d = a;
    for (size_t k = 0; k < dim; k += 32) {
      const int8x16_t q0 = load_query(query + k);
      const int8x16_t q1 = load_query(query + k + 16);
      a = multiply_add(a, q0, q1, row + k);
      b = multiply_add(b, q0, q1, row + dim + k);
      c = multiply_add(c, q0, q1, row + 2 * dim + k);
      d = multiply_add(d, q0, q1, row + 3 * dim + k);
    }
    vst1q_s32(dots + i, vpaddq_s32(vpaddq_s32(a, b), vpaddq_s32(c, d)));
  }
  for (; i < row_count; ++i) {
    const int8_t* row = rows + i * dim;
    int32x4_t sums = vdupq_n_s32(0);
    for (size_t k = 0; k < dim; k += 32) {
      sums = multiply_add(sums, load_query(query + k), load_query(query + k + 16), row + k);
    }
    dots[i] = vaddvq_s32(sums);
  }
}

}  // namespace nearshelf::ranking
