#include "sdk/model/model.h"

#include <bit>

#include "sdk/model/checks.h"
#include "sdk/model/limits.h"
#include "sdk/model/readers.h"
#include "sdk/schema/model_generated.h"

namespace nearshelf::model {

namespace {

static_assert(std::endian::native == std::endian::little, "artifacts are mapped, not converted");

// The deepest table is a metric (file, provenance, metric); room for what later minor versions add.
constexpr flatbuffers::uoffset_t kMaxDepth = 8;
constexpr flatbuffers::uoffset_t kMaxTables = 32 + kMaxMetrics + kMaxParameters;

std::string range_text(size_t size) { return "bytes 0 to " + std::to_string(size); }

// Everything that can be said before the fields are looked at: it is a file of ours, of a version we read, and its
// tables, vectors and strings stand within it.
Status check_container(std::span<const uint8_t> bytes) {
  if (bytes.size() > kMaxArtifactBytes) {
    return Status(Code::kLimit, "the model has " + std::to_string(bytes.size()) + " bytes; at most " +
                                    std::to_string(kMaxArtifactBytes) + " are supported");
  }
  constexpr size_t kHeaderBytes = 2 * sizeof(flatbuffers::uoffset_t);
  if (bytes.size() < kHeaderBytes) {
    return corrupt("the file has " + std::to_string(bytes.size()) + " bytes, too few for a Nearshelf model",
                   range_text(bytes.size()));
  }
  if (!schema::ModelFileBufferHasIdentifier(bytes.data())) {
    return corrupt("not a Nearshelf model: the identifier \"NSHM\" is missing", "byte 4");
  }
  flatbuffers::Verifier header_verifier(bytes.data(), bytes.size(), kMaxDepth, kMaxTables);
  const char* identifier = schema::ModelFileIdentifier();
  if (!header_verifier.VerifyBuffer<schema::ModelHeader>(identifier)) {
    return corrupt("the header is damaged", range_text(bytes.size()));
  }
  const uint16_t major = flatbuffers::GetRoot<schema::ModelHeader>(bytes.data())->format_major();
  if (major > kFormatMajor) {
    return Status(Code::kUnsupportedVersion,
                  "the model has format " + std::to_string(major) + ", this version of Nearshelf reads up to format " +
                      std::to_string(kFormatMajor) + "; update Nearshelf to use it",
                  "field format_major");
  }
  if (major == 0) return bad_field("format_major", "is 0, must be at least 1");
  flatbuffers::Verifier verifier(bytes.data(), bytes.size(), kMaxDepth, kMaxTables);
  if (!verifier.VerifyBuffer<schema::ModelFile>(identifier)) {
    return corrupt("a table or vector reaches beyond the file, or a required part is missing",
                   range_text(bytes.size()));
  }
  return ok_status();
}

Status with_advice(const Status& status) {
  if (status.code() != Code::kCorrupt) return status;
  return Status(status.code(), status.message() + ". The model file is damaged; fetch or publish it again",
                status.place());
}

}  // namespace

Result<std::shared_ptr<const Model>> Model::open(AlignedBytes bytes) {
  if (Status status = check_container(bytes.span()); !status.ok()) return with_advice(status);
  std::shared_ptr<Model> model(new Model());
  model->bytes_ = std::move(bytes);
  if (Status status = model->read(); !status.ok()) return with_advice(status);
  return std::shared_ptr<const Model>(std::move(model));
}

Status Model::read() {
  const schema::ModelFile& file = *schema::GetModelFile(bytes_.data());
  NEARSHELF_ASSIGN_OR_RETURN(provenance_, read_provenance(*file.provenance()));
  NEARSHELF_ASSIGN_OR_RETURN(const CatalogParts catalog, read_catalog(*file.catalog()));
  catalog_ = Catalog(catalog);

  if ((file.embeddings() == nullptr) != (file.gru() == nullptr)) {
    return bad_field(file.gru() ? "embeddings" : "gru", "is missing; embeddings and gru go together");
  }
  if (file.gru()) {
    NEARSHELF_ASSIGN_OR_RETURN(embeddings_, read_embeddings(*file.embeddings(), item_count(), scales_));
    NEARSHELF_ASSIGN_OR_RETURN(gru_, read_gru(*file.gru(), embeddings_.dim));
    embedding_rows_range_.offset =
        static_cast<size_t>(reinterpret_cast<const uint8_t*>(embeddings_.rows) - bytes_.data());
    embedding_rows_range_.size = static_cast<size_t>(embeddings_.item_count) * embeddings_.dim;
  }
  if (file.neighbors()) {
    NEARSHELF_ASSIGN_OR_RETURN(neighbors_, read_neighbors(*file.neighbors(), item_count(), session_lengths_));
  }
  NEARSHELF_ASSIGN_OR_RETURN(popularity_, read_prior("popularity", file.popularity(), item_count()));
  NEARSHELF_ASSIGN_OR_RETURN(trend_, read_prior("trend", file.trend(), item_count()));
  NEARSHELF_ASSIGN_OR_RETURN(blend_, read_blend(file.blend()));

  session_timeout_ms_ = file.session_timeout_ms();
  if (session_timeout_ms_ < kMinSessionTimeoutMs || session_timeout_ms_ > kMaxSessionTimeoutMs) {
    return bad_field("session_timeout_ms", "is " + std::to_string(session_timeout_ms_) + ", must be from " +
                                               std::to_string(kMinSessionTimeoutMs) + " to " +
                                               std::to_string(kMaxSessionTimeoutMs));
  }
  return ok_status();
}

}  // namespace nearshelf::model
