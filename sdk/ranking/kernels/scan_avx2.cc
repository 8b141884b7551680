// maddubs multiplies unsigned by signed bytes and adds pairs into int16, which saturates; with a 7-bit query a pair is
// at most 2 * 127 * 128 = 32512 in absolute value, so it never does.
#include <immintrin.h>

#include "sdk/ranking/kernels/scan_variants.h"

namespace nearshelf::ranking {
namespace {

inline __m256i load(const void* bytes) { return _mm256_loadu_si256(static_cast<const __m256i*>(bytes)); }

inline __m256i multiply_add(__m256i sums, __m256i query, const int8_t* row) {
  const __m256i pairs = _mm256_maddubs_epi16(query, load(row));
  return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

// The sums of the 8 lanes of a, b, c and d.
inline __m128i add_lanes(__m256i a, __m256i b, __m256i c, __m256i d) {
  const __m256i quads = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
  return _mm_add_epi32(_mm256_castsi256_si128(quads), _mm256_extracti128_si256(quads, 1));
}

}  // namespace

void scan_avx2(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots) {
  size_t i = 0;
  for (; i + 4 <= row_count; i += 4) {
    const int8_t* row = rows + i * dim;
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
    for (size_t k = 0; k < dim; k += 32) {
      const __m256i q = load(query + k);
      a = multiply_add(a, q, row + k);
      b = multiply_add(b, q, row + dim + k);
      c = multiply_add(c, q, row + 2 * dim + k);
      d = multiply_add(d, q, row + 3 * dim + k);
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(dots + i), add_lanes(a, b, c, d));
  }
  for (; i < row_count; ++i) {
    const __m256i zero = _mm256_setzero_si256();
    __m256i sums = zero;
    for (size_t k = 0; k < dim; k += 32) sums = multiply_add(sums, load(query + k), rows + i * dim + k);
    dots[i] = _mm_cvtsi128_si32(add_lanes(sums, zero, zero, zero));
  }
}

}  // namespace nearshelf::ranking
