#include "tests/support/test_model.h"

#include <cstdio>
#include <cstdlib>
#include <limits>
#include <utility>

#include "sdk/model/half.h"
#include "sdk/model/pack.h"
#include "sdk/model/packed_ints.h"
#include "sdk/model/serialize.h"

namespace nearshelf::testing {

namespace {

using Sessions = std::vector<std::vector<uint32_t>>;

// splitmix64 (Steele, Lea & Flood 2014): the distributions of <random> differ between standard libraries.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  uint32_t below(uint32_t limit) { return static_cast<uint32_t>((next() >> 32) * limit >> 32); }
  // An exact multiple of limit / 512 in [-limit, limit].
  float symmetric(float limit) { return limit * (static_cast<float>(below(1025)) - 512.0f) / 512.0f; }

 private:
  uint64_t state_;
};

std::unique_ptr<schema::StringsT> make_strings(const std::vector<std::string>& values) {
  return model::pack_strings(std::vector<std::string_view>(values.begin(), values.end()));
}

void add_attributes(schema::CatalogT& catalog, uint32_t item_count, Random& random) {
  std::vector<uint32_t> categories;
  std::vector<uint32_t> brands;
  std::vector<std::string> titles;
  std::vector<std::string> urls;
  std::vector<std::string> images;
  for (uint32_t i = 0; i < item_count; ++i) {
    const bool known = i % 17 != 0;
    categories.push_back(known ? 1 + random.below(5) : 0);
    brands.push_back(known ? 1 + random.below(3) : 0);
    catalog.prices.push_back(known ? static_cast<float>(100 + random.below(20000)) / 100.0f
                                   : std::numeric_limits<float>::quiet_NaN());
    titles.push_back(known ? "Item \xE2\x84\x96 " + std::to_string(i) : "");
    urls.push_back(known ? "/p/" + std::to_string(i) : "");
    images.push_back(known ? "/i/" + std::to_string(i) + ".webp" : "");
  }
  catalog.category_names = make_strings({"", "bags", "boots", "coats", "hats", "scarves"});
  catalog.categories = model::pack(categories);
  catalog.brand_names = make_strings({"", "Alder", "Birch", "Cedar"});
  catalog.brands = model::pack(brands);
  catalog.titles = make_strings(titles);
  catalog.urls = make_strings(urls);
  catalog.images = make_strings(images);
}

std::unique_ptr<schema::CatalogT> make_catalog(const TestModelOptions& options, Random& random) {
  auto catalog = std::make_unique<schema::CatalogT>();
  catalog->item_count = options.item_count;
  std::vector<uint32_t> numbers;
  std::vector<std::string> ids;
  for (uint32_t i = 0; i < options.item_count; ++i) {
    numbers.push_back(10 + 3 * i);
    const std::string number = std::to_string(i);
    ids.push_back("sku-" + std::string(number.size() < 6 ? 6 - number.size() : 0, '0') + number);
  }
  if (options.text_ids) {
    catalog->ids = make_strings(ids);
  } else {
    catalog->numeric_ids = model::pack(numbers);
  }
  if (options.with_attributes) add_attributes(*catalog, options.item_count, random);
  return catalog;
}

std::unique_ptr<schema::EmbeddingsT> make_embeddings(const TestModelOptions& options, Random& random) {
  auto embeddings = std::make_unique<schema::EmbeddingsT>();
  embeddings->dim = options.dim;
  embeddings->scale_unit = model::scale_unit_for(31.0f / 4096.0f);
  for (uint32_t i = 0; i < options.item_count; ++i) {
    for (uint32_t d = 0; d < options.dim; ++d) {
      embeddings->rows.push_back(static_cast<int8_t>(static_cast<int>(random.below(255)) - 127));
    }
    const float scale = static_cast<float>(16 + random.below(16)) / 4096.0f;
    embeddings->scales.push_back(model::pack_scale(scale, embeddings->scale_unit));
    if (options.with_output_bias) embeddings->output_bias.push_back(random.symmetric(0.5f));
  }
  return embeddings;
}

std::unique_ptr<schema::GruT> make_gru(const TestModelOptions& options, Random& random) {
  auto gru = std::make_unique<schema::GruT>();
  const size_t dim = options.dim;
  const size_t hidden = options.hidden_size;
  const auto halves = [&random](size_t count, float limit) {
    std::vector<uint16_t> values(count);
    for (uint16_t& value : values) value = model::float_to_half(random.symmetric(limit));
    return values;
  };
  gru->hidden_size = options.hidden_size;
  gru->normalize_query = options.normalize_query;
  gru->logit_scale = options.logit_scale;
  gru->input_weights = halves(3 * hidden * dim, 0.25f);
  gru->hidden_weights = halves(3 * hidden * hidden, 0.25f);
  gru->gate_bias = halves(3 * hidden, 0.5f);
  if (options.with_query_layer) {
    gru->query_weights = halves(dim * (hidden + dim), 0.25f);
    gru->query_bias = halves(dim, 0.5f);
  }
  return gru;
}

// Sessions that walk to near items, so that neighbours and rules have something to find.
Sessions make_sessions(uint32_t item_count, Random& random) {
  Sessions sessions(200);
  for (auto& session : sessions) {
    uint32_t item = random.below(item_count);
    const uint32_t length = 2 + random.below(6);
    for (uint32_t i = 0; i < length; ++i) {
      session.push_back(item);
      item = (item + random.below(5)) % item_count;
    }
  }
  return sessions;
}

std::unique_ptr<schema::NeighborsT> make_neighbors(const Sessions& sessions, uint32_t item_count) {
  std::vector<uint32_t> clicks;
  std::vector<uint8_t> lengths;
  for (const auto& session : sessions) {
    lengths.push_back(static_cast<uint8_t>(session.size()));
    clicks.insert(clicks.end(), session.begin(), session.end());
  }
  auto neighbors = std::make_unique<schema::NeighborsT>();
  neighbors->session_count = static_cast<uint32_t>(sessions.size());
  neighbors->length_codes = model::pack_session_lengths(lengths);
  neighbors->items = std::make_unique<schema::PackedIntsT>();
  neighbors->items->bits = static_cast<uint8_t>(model::bits_for(item_count));
  neighbors->items->bytes = model::pack_ints(clicks, neighbors->items->bits);
  return neighbors;
}

void add_priors(const Sessions& sessions, uint32_t item_count, schema::ModelFileT& file) {
  std::vector<uint32_t> popularity(item_count);
  std::vector<uint32_t> trend(item_count);
  for (size_t s = 0; s < sessions.size(); ++s) {
    for (uint32_t item : sessions[s]) {
      ++popularity[item];
      if (s >= sessions.size() - sessions.size() / 4) ++trend[item];
    }
  }
  file.popularity = model::pack(popularity);
  file.trend = model::pack(trend);
}

std::unique_ptr<schema::ProvenanceT> make_provenance(const TestModelOptions& options, const Sessions& sessions) {
  auto provenance = std::make_unique<schema::ProvenanceT>();
  provenance->model_id = options.model_id;
  provenance->version = options.version;
  provenance->created_at_ms = 1'700'000'000'000;
  provenance->tool_version = "test";
  provenance->preset = "test";
  provenance->seed = options.seed;
  provenance->train_sessions = sessions.size();
  for (const auto& session : sessions) provenance->train_clicks += session.size();
  provenance->window_begin_ms = 1'699'000'000'000;
  provenance->window_end_ms = 1'699'999'999'000;
  auto metric = std::make_unique<schema::MetricT>();
  metric->name = "blended.hit_rate@20";
  metric->value = 0.5;
  provenance->metrics.push_back(std::move(metric));
  return provenance;
}

[[noreturn]] void fail(const Status& status) {
  std::fprintf(stderr, "test model: %s\n", status.to_string().c_str());
  std::abort();
}

}  // namespace

schema::ModelFileT make_test_file(const TestModelOptions& options) {
  // One stream per part, so that switching a part off does not change the others.
  const auto random_for = [&options](uint64_t part) { return Random(options.seed * 1000 + part); };
  Random catalog_random = random_for(1);
  Random embedding_random = random_for(2);
  Random gru_random = random_for(3);
  Random session_random = random_for(4);
  const Sessions sessions =
      options.sessions.empty() ? make_sessions(options.item_count, session_random) : options.sessions;

  schema::ModelFileT file;
  file.provenance = make_provenance(options, sessions);
  file.catalog = make_catalog(options, catalog_random);
  if (options.with_gru) {
    file.embeddings = make_embeddings(options, embedding_random);
    file.gru = make_gru(options, gru_random);
  }
  if (options.with_neighbors) file.neighbors = make_neighbors(sessions, options.item_count);
  if (options.with_priors) add_priors(sessions, options.item_count, file);
  for (const auto& [name, value] : options.blend) {
    auto parameter = std::make_unique<schema::ParameterT>();
    parameter->name = name;
    parameter->value = value;
    file.blend.push_back(std::move(parameter));
  }
  return file;
}

model::AlignedBytes make_test_bytes(const TestModelOptions& options) {
  Result<model::AlignedBytes> bytes = model::serialize(make_test_file(options));
  if (!bytes.ok()) fail(bytes.status());
  return std::move(bytes).value();
}

std::shared_ptr<const model::Model> make_test_model(const TestModelOptions& options) {
  Result<std::shared_ptr<const model::Model>> model = model::Model::open(make_test_bytes(options));
  if (!model.ok()) fail(model.status());
  return std::move(model).value();
}

}  // namespace nearshelf::testing
