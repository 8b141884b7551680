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

Result<EmbeddingView> read_embeddings(const schema::Embeddings& embeddings, uint32_t item_count);
Result<GruView> read_gru(const schema::Gru& gru, uint32_t dim);

Result<NeighborsView> read_neighbors(const schema::Neighbors& neighbors, uint32_t item_count);
Result<RulesView> read_rules(const schema::Rules& rules, uint32_t item_count);
// Popularity or trend; `prior` may be null.
Result<std::span<const uint16_t>> read_prior(std::string_view field, const flatbuffers::Vector<uint16_t>* prior,
                                             uint32_t item_count);

using Parameters = std::vector<std::pair<std::string, float>>;
using ParameterVector = flatbuffers::Vector<flatbuffers::Offset<schema::Parameter>>;

Result<Provenance> read_provenance(const schema::Provenance& provenance);
// `blend` may be null.
Result<Parameters> read_blend(const ParameterVector* blend);

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_READERS_H_
