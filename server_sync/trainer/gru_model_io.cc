#include "server_sync/trainer/gru_model_io.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace nearshelf::trainer {
namespace {

constexpr SealedFormat kFormat = {{'N', 'S', 'H', 'G'}, 1, "GRU model"};

Status check_tensor(const std::vector<float>& values, size_t expected, const char* name) {
  if (values.size() != expected) {
    return invalid_argument("has " + std::to_string(values.size()) + " numbers, expected " + std::to_string(expected),
                            name);
  }
  if (!std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); })) {
    return invalid_argument("holds a number that is not finite", name);
  }
  return ok_status();
}

}  // namespace

Status check_model(const GruModel& m) {
  const size_t items = m.item_count, dim = m.dim, hidden = m.hidden_size;
  if (items == 0 || dim == 0 || dim % 32 != 0) return invalid_argument("no items, or not a multiple of 32", "dim");
  if (hidden == 0 || hidden % 8 != 0) return invalid_argument("is not a multiple of 8", "hidden_size");
  if (!std::isfinite(m.logit_scale) || m.logit_scale <= 0.0f) return invalid_argument("is not positive", "logit_scale");
  const bool projection = !m.query_weights.empty();
  if (!projection && dim != hidden) return invalid_argument("differs from dim without a projection", "hidden_size");
  NEARSHELF_RETURN_IF_ERROR(check_tensor(m.embeddings, items * dim, "embeddings"));
  NEARSHELF_RETURN_IF_ERROR(check_tensor(m.output_bias, items, "output_bias"));
  NEARSHELF_RETURN_IF_ERROR(check_tensor(m.input_weights, 3 * hidden * dim, "input_weights"));
  NEARSHELF_RETURN_IF_ERROR(check_tensor(m.hidden_weights, 3 * hidden * hidden, "hidden_weights"));
  NEARSHELF_RETURN_IF_ERROR(check_tensor(m.gate_bias, 3 * hidden, "gate_bias"));
  NEARSHELF_RETURN_IF_ERROR(check_tensor(m.query_weights, projection ? dim * (hidden + dim) : 0, "query_weights"));
  return check_tensor(m.query_bias, projection ? dim : 0, "query_bias");
}

void put_model(ByteWriter& writer, const GruModel& m) {
  writer.put(m.item_count);
  writer.put(m.dim);
  writer.put(m.hidden_size);
  writer.put(uint32_t{m.normalize_query});
  writer.put(m.logit_scale);
  for (const std::vector<float>* tensor : {&m.embeddings, &m.output_bias, &m.input_weights, &m.hidden_weights,
                                           &m.gate_bias, &m.query_weights, &m.query_bias}) {
    writer.put_vector(*tensor);
  }
}

void get_model(ByteReader& reader, GruModel& m) {
  uint32_t normalize = 0;
  reader.get(m.item_count);
  reader.get(m.dim);
  reader.get(m.hidden_size);
  reader.get(normalize);
  m.normalize_query = normalize != 0;
  reader.get(m.logit_scale);
  for (std::vector<float>* tensor : {&m.embeddings, &m.output_bias, &m.input_weights, &m.hidden_weights, &m.gate_bias,
                                     &m.query_weights, &m.query_bias}) {
    reader.get_vector(*tensor);
  }
}

Status save_gru_model(const std::string& path, const GruModel& model) {
  NEARSHELF_RETURN_IF_ERROR(check_model(model));
  ByteWriter writer;
  put_model(writer, model);
  return write_sealed_file(path, kFormat, writer.bytes());
}

Result<GruModel> load_gru_model(const std::string& path) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::string payload, read_sealed_file(path, kFormat));
  ByteReader reader(payload);
  GruModel model;
  get_model(reader, model);
  if (!reader.complete()) return corrupt("the tensors do not fill the file", path);
  if (const Status checked = check_model(model); !checked.ok()) {
    return corrupt(checked.message(), checked.place()).at(path);
  }
  return model;
}

}  // namespace nearshelf::trainer
