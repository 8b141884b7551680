#include "server_sync/publisher/artifact.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "sdk/model/pack.h"
#include "sdk/model/packed_ints.h"
#include "sdk/model/serialize.h"
#include "server_sync/publisher/budget.h"
#include "server_sync/publisher/neighbor_encoding.h"
#include "server_sync/publisher/network_packing.h"
#include "server_sync/publisher/prior_packing.h"

namespace nearshelf::publisher {

namespace {

// Bytes that the tables, vectors and padding of one optional part take at most.
constexpr size_t kPartOverhead = 256;

std::unique_ptr<schema::ProvenanceT> make_provenance(const ArtifactInput& input) {
  const data::SessionDataset& dataset = *input.dataset;
  auto provenance = std::make_unique<schema::ProvenanceT>();
  provenance->model_id = input.provenance.model_id;
  provenance->version = input.provenance.version;
  provenance->created_at_ms = input.provenance.created_at_ms;
  provenance->tool_version = input.provenance.tool_version;
  provenance->preset = input.provenance.preset;
  provenance->seed = input.provenance.seed;
  provenance->train_sessions = dataset.session_count();
  provenance->train_clicks = dataset.click_count();
  if (!dataset.end_times.empty()) {
    const auto [first, last] = std::minmax_element(dataset.end_times.begin(), dataset.end_times.end());
    provenance->window_begin_ms = *first;
    provenance->window_end_ms = *last;
  }
  for (const auto& [name, value] : input.provenance.metrics) {
    auto metric = std::make_unique<schema::MetricT>();
    metric->name = name;
    metric->value = value;
    provenance->metrics.push_back(std::move(metric));
  }
  return provenance;
}

Status check_input(const ArtifactInput& input) {
  if (!input.dataset) return invalid_argument("a model needs the items and sessions it was trained on");
  const size_t items = input.dataset->item_count();
  const auto other_items = [items](const char* part, size_t count) {
    return invalid_argument(std::string(part) + " knows " + std::to_string(count) + " items, the data " +
                            std::to_string(items));
  };
  if (input.gru && input.gru->item_count != items) return other_items("the network", input.gru->item_count);
  if (!input.past_sessions) return ok_status();
  const std::vector<uint8_t>& lengths = input.past_sessions->lengths;
  const std::vector<uint32_t>& clicked = input.past_sessions->items;
  if (std::find(lengths.begin(), lengths.end(), 0) != lengths.end()) {
    return invalid_argument("a past session has no clicks");
  }
  if (std::accumulate(lengths.begin(), lengths.end(), size_t{0}) != clicked.size()) {
    return invalid_argument("the lengths of the past sessions do not add up to their clicks");
  }
  if (std::any_of(clicked.begin(), clicked.end(), [items](uint32_t item) { return item >= items; })) {
    return invalid_argument("a past session has an item that is not in the data");
  }
  return ok_status();
}

size_t strings_bytes(const std::unique_ptr<schema::StringsT>& strings) {
  return strings ? strings->offsets.size() * sizeof(uint32_t) + strings->bytes.size() + kPartOverhead : 0;
}

size_t network_bytes(const PackedNetwork& network) {
  const schema::EmbeddingsT& embeddings = *network.embeddings;
  const schema::GruT& gru = *network.gru;
  return embeddings.rows.size() + sizeof(uint16_t) * embeddings.scales.size() +
         sizeof(float) * embeddings.output_bias.size() +
         sizeof(uint16_t) * (gru.input_weights.size() + gru.hidden_weights.size() + gru.gate_bias.size() +
                             gru.query_weights.size() + gru.query_bias.size()) +
         2 * kPartOverhead;
}

// Puts a part into the file, or into the report of what was left out.
template <typename Part>
void place(bool keep, const char* name, size_t bytes, std::unique_ptr<Part>& part, std::unique_ptr<Part>& slot,
           ArtifactReport& report) {
  if (keep) {
    slot = std::move(part);
  } else if (part) {
    report.dropped.push_back({name, bytes});
  }
}

// Everything that always stays.
Result<schema::ModelFileT> make_core(const ArtifactInput& input, ArtifactReport& report) {
  schema::ModelFileT file;
  file.provenance = make_provenance(input);
  NEARSHELF_ASSIGN_OR_RETURN(PackedCatalog catalog, pack_catalog(*input.dataset));
  file.catalog = std::move(catalog.catalog);
  report.losses = catalog.losses;
  file.popularity = model::pack(fit_counts(count_popularity(*input.dataset)));
  file.trend = model::pack(fit_counts(count_trend(*input.dataset)));
  for (const auto& [name, value] : input.blend) {
    auto parameter = std::make_unique<schema::ParameterT>();
    parameter->name = name;
    parameter->value = value;
    file.blend.push_back(std::move(parameter));
  }
  file.session_timeout_ms = input.session_timeout_ms;
  return file;
}

// Adds the optional parts as far as the budget allows.
Status add_parts(const ArtifactInput& input, schema::ModelFileT& file, ArtifactReport& report) {
  std::optional<PackedNetwork> network;
  if (input.gru) {
    NEARSHELF_ASSIGN_OR_RETURN(network, pack_network(*input.gru));
    report.network =
        NetworkReport{input.gru->dim, input.gru->hidden_size, network->embedding_error, network->max_weight_error};
  }
  const bool has_sessions = input.past_sessions && !input.past_sessions->lengths.empty();
  schema::CatalogT& catalog = *file.catalog;
  auto images = std::move(catalog.images);
  auto urls = std::move(catalog.urls);
  auto titles = std::move(catalog.titles);

  BudgetPlan plan{true, true, true, true, SIZE_MAX};
  PartBytes bytes{0, strings_bytes(images), strings_bytes(urls), strings_bytes(titles), 0, 0};
  if (network) bytes.network = network_bytes(*network);
  if (has_sessions) bytes.neighbors = encoded_bytes(*input.past_sessions) + kPartOverhead;
  if (report.max_bytes) {
    NEARSHELF_ASSIGN_OR_RETURN(const model::AlignedBytes core, model::serialize(file));
    bytes.core = core.size() + kPartOverhead;
    NEARSHELF_ASSIGN_OR_RETURN(plan, plan_budget(bytes, *report.max_bytes));
  }
  place(plan.images, "images", bytes.images, images, catalog.images, report);
  place(plan.urls, "urls", bytes.urls, urls, catalog.urls, report);
  place(plan.titles, "titles", bytes.titles, titles, catalog.titles, report);
  if (network) {
    // One entry for both halves: they are of no use alone.
    place(plan.network, "embeddings and gru", bytes.network, network->embeddings, file.embeddings, report);
    if (plan.network) file.gru = std::move(network->gru);
  }
  if (has_sessions) {
    const PastSessions& offered = *input.past_sessions;
    const PastSessions kept = fit_sessions(offered, plan.neighbors - std::min(plan.neighbors, kPartOverhead));
    file.neighbors = encode_sessions(kept);
    report.past_sessions =
        PastSessionReport{offered.lengths.size(), offered.items.size(), kept.lengths.size(), kept.items.size()};
    if (!file.neighbors) report.dropped.push_back({"past sessions", bytes.neighbors});
  }
  return ok_status();
}

}  // namespace

Result<Artifact> make_artifact(const ArtifactInput& input, const ArtifactOptions& options) {
  NEARSHELF_RETURN_IF_ERROR(check_input(input));
  Artifact artifact;
  artifact.report.max_bytes = options.max_bytes;
  NEARSHELF_ASSIGN_OR_RETURN(schema::ModelFileT file, make_core(input, artifact.report));
  NEARSHELF_RETURN_IF_ERROR(add_parts(input, file, artifact.report));
  NEARSHELF_ASSIGN_OR_RETURN(model::AlignedBytes bytes, model::serialize(file));
  artifact.report.file_bytes = bytes.size();
  if (options.max_bytes && bytes.size() > *options.max_bytes) {
    return internal_error("the model has " + std::to_string(bytes.size()) + " bytes, more than was planned for");
  }
  Result<std::shared_ptr<const model::Model>> model = model::Model::open(std::move(bytes));
  if (!model.ok()) {
    // Said of the input, since there is no file yet that could be damaged.
    return invalid_argument("the model would not be accepted by a device: " + model.status().message(),
                            model.status().place());
  }
  artifact.model = std::move(model).value();
  artifact.report.parts = part_sizes(*artifact.model);
  return artifact;
}

}  // namespace nearshelf::publisher
