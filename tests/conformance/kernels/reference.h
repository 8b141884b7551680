// The arithmetic of the device said plainly, one value at a time, in the order that fixes every bit. Golden vectors are
// written from here; the kernels must reproduce them.
#ifndef NEARSHELF_TESTS_CONFORMANCE_KERNELS_REFERENCE_H_
#define NEARSHELF_TESTS_CONFORMANCE_KERNELS_REFERENCE_H_

#include <cstdint>
#include <vector>

#include "sdk/model/aligned_bytes.h"
#include "sdk/model/model.h"
#include "sdk/ranking/quantize_query.h"

namespace nearshelf::conformance {

// A session model with its arrays; the views of embeddings() and gru() point into it.
struct Network {
  uint32_t item_count = 0;
  uint32_t dim = 0;
  uint32_t hidden_size = 0;
  bool normalize_query = false;
  float logit_scale = 1.0f;
  model::AlignedBytes rows;
  std::vector<float> scales;
  std::vector<float> output_bias;
  std::vector<uint16_t> input_weights;
  std::vector<uint16_t> hidden_weights;
  std::vector<uint16_t> gate_bias;
  std::vector<uint16_t> query_weights;
  std::vector<uint16_t> query_bias;

  model::EmbeddingView embeddings() const;
  model::GruView gru() const;
};

std::vector<int32_t> reference_scan(const std::vector<int8_t>& rows, size_t dim, const std::vector<uint8_t>& query);
float reference_sum(const std::vector<float>& values);
std::vector<float> reference_softmax(std::vector<float> values, float scale);
std::vector<float> reference_step(const Network& network, uint32_t item, const std::vector<float>& hidden);
std::vector<float> reference_query(const Network& network, uint32_t last_item, const std::vector<float>& hidden);
std::vector<float> reference_logits(const Network& network, const ranking::QuantizedQuery& query);

}  // namespace nearshelf::conformance

#endif  // NEARSHELF_TESTS_CONFORMANCE_KERNELS_REFERENCE_H_
