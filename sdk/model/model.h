// A verified, read-only view of one model artifact (sdk/schema/model.fbs).
//
// Threads: immutable after open(); any number of threads may read.
#ifndef NEARSHELF_SDK_MODEL_MODEL_H_
#define NEARSHELF_SDK_MODEL_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/model/aligned_bytes.h"
#include "sdk/model/catalog.h"

namespace nearshelf::model {

inline constexpr uint16_t kFormatMajor = 1;

// Symmetric int8 rows: value(i, d) = scales[i] * rows[i * dim + d]. rows is 64-byte aligned; dim is a multiple of 32.
struct EmbeddingView {
  uint32_t item_count = 0;
  uint32_t dim = 0;
  const int8_t* rows = nullptr;
  std::span<const float> scales;
  std::span<const float> output_bias;  // empty = all zero
};

// Half-float matrices as stored; ranking::Gru decodes them once. Layout: sdk/schema/model.fbs, table Gru.
struct GruView {
  uint32_t dim = 0;
  uint32_t hidden_size = 0;
  bool normalize_query = false;
  float logit_scale = 1.0f;
  std::span<const uint16_t> input_weights;
  std::span<const uint16_t> hidden_weights;
  std::span<const uint16_t> gate_bias;
  std::span<const uint16_t> query_weights;  // empty: the query is the hidden state
  std::span<const uint16_t> query_bias;
};

// Past sessions, oldest first, bit-packed; every decoded index is checked to be below item_count at open().
struct NeighborsView {
  std::span<const uint8_t> session_lengths;
  std::span<const uint8_t> items;
  uint32_t bits_per_item = 0;
  size_t click_count = 0;  // sum of session_lengths, none of which is 0
};

struct Provenance {
  std::string model_id;
  uint64_t version = 0;
  int64_t created_at_ms = 0;
  std::string tool_version;
  std::string preset;
  uint64_t seed = 0;
  uint64_t train_sessions = 0;
  uint64_t train_clicks = 0;
  int64_t window_begin_ms = 0;
  int64_t window_end_ms = 0;
  std::vector<std::pair<std::string, double>> metrics;
};

// Where the embedding rows stand in the artifact's bytes, so that the store can keep them as row blocks.
struct ByteRange {
  size_t offset = 0;
  size_t size = 0;
};

class Model {
 public:
  // Verifies all of `bytes` (FlatBuffers verifier, then sizes, ranges and finite floats) and takes them over.
  // Errors: kCorrupt with the byte offset or field; kUnsupportedVersion for a newer format_major.
  static Result<std::shared_ptr<const Model>> open(AlignedBytes bytes);

  std::span<const uint8_t> bytes() const { return bytes_.span(); }
  const Catalog& catalog() const { return catalog_; }
  uint32_t item_count() const { return catalog_.item_count(); }
  const Provenance& provenance() const { return provenance_; }
  int64_t session_timeout_ms() const { return session_timeout_ms_; }

  // A part that the artifact does not carry has has_x() == false and an empty view.
  bool has_gru() const { return embeddings_.rows != nullptr; }
  bool has_neighbors() const { return !neighbors_.session_lengths.empty(); }
  // Sequential rules are counted from the same past sessions.
  bool has_rules() const { return has_neighbors(); }
  const EmbeddingView& embeddings() const { return embeddings_; }
  const GruView& gru() const { return gru_; }
  const NeighborsView& neighbors() const { return neighbors_; }
  std::span<const uint16_t> popularity() const { return popularity_; }  // one per item
  std::span<const uint16_t> trend() const { return trend_; }            // one per item
  const std::vector<std::pair<std::string, float>>& blend() const { return blend_; }
  ByteRange embedding_rows_range() const { return embedding_rows_range_; }

 private:
  Model() = default;
  // Checks the fields of bytes_, which stand in sound tables, and fills the views.
  Status read();

  AlignedBytes bytes_;
  Catalog catalog_;
  Provenance provenance_;
  int64_t session_timeout_ms_ = 0;
  EmbeddingView embeddings_;
  GruView gru_;
  NeighborsView neighbors_;
  // Stored more densely than they are used.
  std::vector<float> scales_;
  std::vector<uint8_t> session_lengths_;
  std::vector<uint16_t> popularity_;
  std::vector<uint16_t> trend_;
  std::vector<std::pair<std::string, float>> blend_;
  ByteRange embedding_rows_range_;
};

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_MODEL_H_
