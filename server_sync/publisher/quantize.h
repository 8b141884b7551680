// Symmetric int8 quantization of embedding rows with one scale per row.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_QUANTIZE_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_QUANTIZE_H_

#include <cstdint>
#include <memory>
#include <span>

#include "sdk/base/status.h"
#include "sdk/schema/model_generated.h"

namespace nearshelf::publisher {

// What quantization cost, over all rows that are not zero.
struct QuantizationError {
  double max_abs = 0.0;       // largest |value - restored value|
  double rms = 0.0;           // root of the mean squared error
  double relative_rms = 0.0;  // rms / root of the mean squared value
  double mean_cosine = 1.0;   // of a row with its restored self
  double worst_cosine = 1.0;
  uint32_t worst_row = 0;
  uint32_t zero_rows = 0;  // rows with no value above 1e-15: stored as zeros
};

struct QuantizedRows {
  std::unique_ptr<schema::EmbeddingsT> embeddings;  // dim, rows, scale_unit, scales; no bias
  QuantizationError error;
};

// `values`: row-major, `dim` per row. The scale of a row is the half float near max|v| / 127 that gives the least
// squared error.
// Errors: kInvalidArgument for a value that is not finite or too large; the place is the row.
Result<QuantizedRows> quantize_rows(std::span<const float> values, uint32_t dim);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_QUANTIZE_H_
