// The trained session model in float32, before quantization: what the trainer makes and the publisher packs.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_GRU_MODEL_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_GRU_MODEL_H_

#include <cstdint>
#include <vector>

namespace nearshelf::trainer {

// One GRU step (Cho et al. 2014; Hidasi et al. 2016, eq. 1-4), x = embeddings[item], h = previous hidden state:
//   r = sigmoid(Wr x + Ur h + br)      z = sigmoid(Wz x + Uz h + bz)
//   c = tanh(Wc x + Uc (r * h) + bc)   h' = (1 - z) * h + z * c
// then the query of the scan:
//   q = h'                              when query_weights is empty (dim == hidden_size)
//   q = Q [h'; x] + query_bias          otherwise
//   q = q / |q|                         when normalize_query
//   logits[i] = logit_scale * (embeddings[i] . q) + output_bias[i]
// All matrices are row-major, one row per output unit; gates stand in the order r, z, c.
struct GruModel {
  uint32_t item_count = 0;
  uint32_t dim = 0;          // embedding width; a multiple of 32
  uint32_t hidden_size = 0;  // a multiple of 8
  bool normalize_query = false;
  float logit_scale = 1.0f;
  std::vector<float> embeddings;      // item_count x dim, already normalised when the model was trained so
  std::vector<float> output_bias;     // item_count
  std::vector<float> input_weights;   // 3*hidden_size x dim
  std::vector<float> hidden_weights;  // 3*hidden_size x hidden_size
  std::vector<float> gate_bias;       // 3*hidden_size
  std::vector<float> query_weights;   // dim x (hidden_size + dim), or empty
  std::vector<float> query_bias;      // dim, or empty
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_GRU_MODEL_H_
