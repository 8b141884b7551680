// The scan functions behind scan.h, one per file; call one only where cpu_features() allows it.
//
// A 32-bit accumulator holds at most 1024 * 128 * 127 < 2^24 in absolute value: it cannot overflow at any allowed dim.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_SCAN_VARIANTS_H_
#define NEARSHELF_SDK_RANKING_KERNELS_SCAN_VARIANTS_H_

#include <cstddef>
#include <cstdint>

namespace nearshelf::ranking {

void scan_scalar(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots);
void scan_avx2(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots);
void scan_avx512vnni(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots);
void scan_neon(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots);
void scan_sdot(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots);
void scan_simd128(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots);
void scan_relaxed(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_SCAN_VARIANTS_H_
