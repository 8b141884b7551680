// dpbusd multiplies unsigned by signed bytes and adds groups of four straight into int32. Rows are taken 64 bytes at a
// time; when dim is an odd multiple of 32 the last half goes through the 256-bit form.
#include <immintrin.h>

#include "sdk/ranking/kernels/scan_variants.h"

namespace nearshelf::ranking {
namespace {

inline __m512i load64(const void* bytes) { return _mm512_loadu_si512(bytes); }
inline __m256i load32(const void* bytes) { return _mm256_loadu_si256(static_cast<const __m256i*>(bytes)); }

inline __m256i add_halves(__m512i sums) {
  return _mm256_add_epi32(_mm512_castsi512_si256(sums), _mm512_extracti64x4_epi64(sums, 1));
}

// The sums of the 8 lanes of a, b, c and d.
inline __m128i add_lanes(__m256i a, __m256i b, __m256i c, __m256i d) {
  const __m256i quads = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
  return _mm_add_epi32(_mm256_castsi256_si128(quads), _mm256_extracti128_si256(quads, 1));
}

}  // namespace

void scan_avx512vnni(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots) {
  const size_t wide = dim - dim % 64;
  const bool has_half = wide < dim;
  size_t i = 0;
  for (; i + 4 <= row_count; i += 4) {
    const int8_t* row = rows + i * dim;
    __m512i a = _mm512_setzero_si512(), b = a, c = a, d = a;
    for (size_t k = 0; k < wide; k += 64) {
      const __m512i q = load64(query + k);
      a = _mm512_dpbusd_epi32(a, q, load64(row + k));
      b = _mm512_dpbusd_epi32(b, q, load64(row + dim + k));
      c = _mm512_dpbusd_epi32(c, q, load64(row + 2 * dim + k));
      d = _mm512_dpbusd_epi32(d, q, load64(row + 3 * dim + k));
    }
    __m256i a8 = add_halves(a), b8 = add_halves(b), c8 = add_halves(c), d8 = add_halves(d);
    if (has_half) {
      const __m256i q = load32(query + wide);
      a8 = _mm256_dpbusd_epi32(a8, q, load32(row + wide));
      b8 = _mm256_dpbusd_epi32(b8, q, load32(row + dim + wide));
      c8 = _mm256_dpbusd_epi32(c8, q, load32(row + 2 * dim + wide));
      d8 = _mm256_dpbusd_epi32(d8, q, load32(row + 3 * dim + wide));
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(dots + i), add_lanes(a8, b8, c8, d8));
  }
  for (; i < row_count; ++i) {
    const int8_t* row = rows + i * dim;
    __m512i sums = _mm512_setzero_si512();
    for (size_t k = 0; k < wide; k += 64) sums = _mm512_dpbusd_epi32(sums, load64(query + k), load64(row + k));
    __m256i sums8 = add_halves(sums);
    if (has_half) sums8 = _mm256_dpbusd_epi32(sums8, load32(query + wide), load32(row + wide));
    const __m256i zero = _mm256_setzero_si256();
    dots[i] = _mm_cvtsi128_si32(add_lanes(sums8, zero, zero, zero));
  }
}

}  // namespace nearshelf::ranking
