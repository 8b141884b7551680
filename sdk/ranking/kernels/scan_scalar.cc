// The definition that every other kernel must reproduce.
#include "sdk/ranking/kernels/scan_variants.h"

namespace nearshelf::ranking {

void scan_scalar(const int8_t* rows, size_t row_count, size_t dim, const uint8_t* query, int32_t* dots) {
  for (size_t i = 0; i < row_count; ++i) {
    const int8_t* row = rows + i * dim;
    int32_t dot = 0;
    for (size_t d = 0; d < dim; ++d) dot += int32_t{row[d]} * int32_t{query[d]};
    dots[i] = dot;
  }
}

}  // namespace nearshelf::ranking
