// sdot multiplies signed bytes and adds groups of four into int32; the query is below 128, so it is read as signed.
#include <arm_neon.h>

#include "sdk/ranking/kernels/scan_variants.h"

namespace nearshelf::ranking {
namespace {

inline int8x16_t load_query(const uint8_t* query) { return vreinterpretq_s8_u8(vld1q_u8(query)); }

}  // namespace

void scan_sdot(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots) {
  size_t i = 0;
  for (; i + 4 <= row_count; i += 4) {
    const int8_t* row = rows + i * dim;
    int32x4_t a = vdupq_n_s32(0), b = a, c = a, d = a;
    for (size_t k = 0; k < dim; k += 16) {
      const int8x16_t q = load_query(query + k);
      a = vdotq_s32(a, vld1q_s8(row + k), q);
      b = vdotq_s32(b, vld1q_s8(row + dim + k), q);
      c = vdotq_s32(c, vld1q_s8(row + 2 * dim + k), q);
      d = vdotq_s32(d, vld1q_s8(row + 3 * dim + k), q);
    }
    vst1q_s32(dots + i, vpaddq_s32(vpaddq_s32(a, b), vpaddq_s32(c, d)));
  }
  for (; i < row_count; ++i) {
    const int8_t* row = rows + i * dim;
    int32x4_t sums = vdupq_n_s32(0);
    for (size_t k = 0; k < dim; k += 16) sums = vdotq_s32(sums, vld1q_s8(row + k), load_query(query + k));
    dots[i] = vaddvq_s32(sums);
  }
}

}  // namespace nearshelf::ranking
