#include "sdk/model/serialize.h"

#include "sdk/model/limits.h"

namespace nearshelf::model {

namespace {

size_t bytes_of(const std::unique_ptr<schema::StringsT>& strings) {
  return strings ? strings->offsets.size() * sizeof(uint32_t) + strings->bytes.size() : 0;
}

size_t bytes_of(const std::unique_ptr<schema::PackedIntsT>& ints) { return ints ? ints->bytes.size() : 0; }

// Bytes of the parts that grow with the shop: the file is a few kilobytes larger.
size_t content_bytes(const schema::ModelFileT& file) {
  const schema::CatalogT& catalog = *file.catalog;
  size_t bytes = sizeof(float) * catalog.prices.size();
  for (const auto* ints : {&catalog.numeric_ids, &catalog.categories, &catalog.brands, &file.popularity, &file.trend}) {
    bytes += bytes_of(*ints);
  }
  for (const auto* strings :
       {&catalog.ids, &catalog.category_names, &catalog.brand_names, &catalog.titles, &catalog.urls, &catalog.images}) {
    bytes += bytes_of(*strings);
  }
  if (const auto& embeddings = file.embeddings) {
    bytes += embeddings->rows.size() + sizeof(uint16_t) * embeddings->scales.size() +
             sizeof(float) * embeddings->output_bias.size();
  }
  if (const auto& gru = file.gru) {
    bytes += sizeof(uint16_t) * (gru->input_weights.size() + gru->hidden_weights.size() + gru->gate_bias.size() +
                                 gru->query_weights.size() + gru->query_bias.size());
  }
  if (const auto& neighbors = file.neighbors) bytes += bytes_of(neighbors->length_codes) + bytes_of(neighbors->items);
  return bytes;
}

flatbuffers::Offset<schema::Embeddings> create_embeddings(flatbuffers::FlatBufferBuilder& builder,
                                                          const schema::EmbeddingsT& embeddings) {
  // flatc's own force_align ends at 32 bytes, and at 16 before release 22.
  builder.PreAlign(embeddings.rows.size(), AlignedBytes::kAlignment);
  const auto rows = embeddings.rows.empty() ? 0 : builder.CreateVector(embeddings.rows);
  const auto scales = embeddings.scales.empty() ? 0 : builder.CreateVector(embeddings.scales);
  const auto output_bias = embeddings.output_bias.empty() ? 0 : builder.CreateVector(embeddings.output_bias);
  return schema::CreateEmbeddings(builder, embeddings.dim, rows, embeddings.scale_unit, scales, output_bias);
}

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<schema::Parameter>>> create_blend(
    flatbuffers::FlatBufferBuilder& builder, const std::vector<std::unique_ptr<schema::ParameterT>>& blend) {
  if (blend.empty()) return 0;
  std::vector<flatbuffers::Offset<schema::Parameter>> parameters;
  parameters.reserve(blend.size());
  for (const auto& parameter : blend) parameters.push_back(schema::CreateParameter(builder, parameter.get()));
  return builder.CreateVector(parameters);
}

}  // namespace

Result<AlignedBytes> serialize(const schema::ModelFileT& file) {
  if (!file.provenance) return invalid_argument("a model needs a provenance");
  if (!file.catalog) return invalid_argument("a model needs a catalog");
  constexpr size_t kHeadroom = 64 << 10;
  const size_t expected = content_bytes(file) + kHeadroom;
  if (expected > kMaxArtifactBytes) {
    return Status(Code::kLimit, "the model would have " + std::to_string(expected) + " bytes; at most " +
                                    std::to_string(kMaxArtifactBytes) + " are supported");
  }
  flatbuffers::FlatBufferBuilder builder(expected);
  const auto embeddings = file.embeddings ? create_embeddings(builder, *file.embeddings) : 0;
  const auto neighbors = file.neighbors ? schema::CreateNeighbors(builder, file.neighbors.get()) : 0;
  const auto gru = file.gru ? schema::CreateGru(builder, file.gru.get()) : 0;
  const auto catalog = schema::CreateCatalog(builder, file.catalog.get());
  const auto popularity = file.popularity ? schema::CreatePackedInts(builder, file.popularity.get()) : 0;
  const auto trend = file.trend ? schema::CreatePackedInts(builder, file.trend.get()) : 0;
  const auto blend = create_blend(builder, file.blend);
  const auto provenance = schema::CreateProvenance(builder, file.provenance.get());
  schema::FinishModelFileBuffer(
      builder, schema::CreateModelFile(builder, file.format_major, file.format_minor, provenance, catalog, embeddings,
                                       gru, popularity, trend, neighbors, blend, file.session_timeout_ms));
  AlignedBytes bytes = AlignedBytes::copy_of({builder.GetBufferPointer(), builder.GetSize()});
  if (bytes.size() == 0) return Status(Code::kOutOfMemory, "no memory for the model's bytes");
  return bytes;
}

}  // namespace nearshelf::model
