// One reader per part of the artifact: checks every bound the FlatBuffers verifier does not know of and returns views
// into the bytes. The tables must have passed that verifier. Errors: kCorrupt with the field.
#ifndef NEARSHELF_SDK_MODEL_READERS_H_
#define NEARSHELF_SDK_MODEL_READERS_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/model/model.h"
#include "sdk/schema/model_generated.h"

namespace nearshelf::model {

Result<CatalogParts> read_catalog(const schema::Catalog& catalog);

// `scales` receives the decoded scales, which the view points into.
Result<EmbeddingView> read_embeddings(const schema::Embeddings& embeddings, uint32_t item_count,
                                      std::vector<float>& scales);
Result<GruView> read_gru(const schema::Gru& gru, uint32_t dim);

// `session_lengths` receives the decoded lengths, which the view points into.
Result<NeighborsView> read_neighbors(const schema::Neighbors& neighbors, uint32_t item_count,
                                     std::vector<uint8_t>& session_lengths);
// Popularity or trend, decoded; `prior` may be null.
Result<std::vector<uint16_t>> read_prior(std::string_view field, const schema::PackedInts* prior, uint32_t item_count);

using Parameters = std::vector<std::pair<std::string, float>>;
using ParameterVector = flatbuffers::Vector<flatbuffers::Offset<schema::Parameter>>;

Result<Provenance> read_provenance(const schema::Provenance& provenance);
// `blend` may be null.
Result<Parameters> read_blend(const ParameterVector* blend);

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_READERS_H_
