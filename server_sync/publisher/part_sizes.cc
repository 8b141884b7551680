#include "server_sync/publisher/part_sizes.h"

#include "sdk/schema/model_generated.h"

namespace nearshelf::publisher {

namespace {

template <typename T>
size_t bytes_of(const flatbuffers::Vector<T>* vector) {
  return vector ? vector->size() * sizeof(T) : 0;
}
size_t bytes_of(const schema::PackedInts* ints) { return ints ? bytes_of(ints->bytes()) : 0; }
size_t bytes_of(const schema::Strings* strings) {
  return strings ? bytes_of(strings->offsets()) + bytes_of(strings->bytes()) : 0;
}

}  // namespace

std::vector<PartSize> part_sizes(const model::Model& model) {
  const schema::ModelFile& file = *schema::GetModelFile(model.bytes().data());
  const schema::Catalog& catalog = *file.catalog();
  std::vector<PartSize> sizes;
  size_t rest = model.bytes().size();
  const auto add = [&](const char* part, size_t bytes) {
    if (bytes == 0) return;
    sizes.push_back({part, bytes});
    rest -= bytes;
  };
  add("item ids", bytes_of(catalog.numeric_ids()) + bytes_of(catalog.ids()));
  add("categories", bytes_of(catalog.category_names()) + bytes_of(catalog.categories()));
  add("brands", bytes_of(catalog.brand_names()) + bytes_of(catalog.brands()));
  add("prices", bytes_of(catalog.prices()));
  add("titles", bytes_of(catalog.titles()));
  add("urls", bytes_of(catalog.urls()));
  add("images", bytes_of(catalog.images()));
  if (const schema::Embeddings* embeddings = file.embeddings()) {
    add("embeddings",
        bytes_of(embeddings->rows()) + bytes_of(embeddings->scales()) + bytes_of(embeddings->output_bias()));
  }
  if (const schema::Gru* gru = file.gru()) {
    add("gru", bytes_of(gru->input_weights()) + bytes_of(gru->hidden_weights()) + bytes_of(gru->gate_bias()) +
                   bytes_of(gru->query_weights()) + bytes_of(gru->query_bias()));
  }
  add("priors", bytes_of(file.popularity()) + bytes_of(file.trend()));
  if (const schema::Neighbors* neighbors = file.neighbors()) {
    add("past sessions", bytes_of(neighbors->length_codes()) + bytes_of(neighbors->items()));
  }
  sizes.push_back({"structure", rest});
  return sizes;
}

}  // namespace nearshelf::publisher
