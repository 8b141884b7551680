#include "server_sync/publisher/inspect.h"

#include <algorithm>
#include <cmath>

#include "sdk/model/packed_ints.h"
#include "sdk/schema/model_generated.h"
#include "server_sync/publisher/format_text.h"
#include "server_sync/publisher/part_sizes.h"

namespace nearshelf::publisher {

namespace {

using Json = nlohmann::ordered_json;

Json time_json(TimeMs time) { return time == 0 ? Json() : Json(iso_time(time)); }

template <typename Value>
Json named_json(const std::vector<std::pair<std::string, Value>>& values) {
  Json json = Json::object();
  for (const auto& [name, value] : values) json[name] = value;
  return json;
}

Json provenance_json(const model::Provenance& provenance) {
  return {{"model_id", provenance.model_id},
          {"version", provenance.version},
          {"created_at", time_json(provenance.created_at_ms)},
          {"tool_version", provenance.tool_version},
          {"preset", provenance.preset},
          {"seed", provenance.seed},
          {"train_sessions", provenance.train_sessions},
          {"train_clicks", provenance.train_clicks},
          {"window_begin", time_json(provenance.window_begin_ms)},
          {"window_end", time_json(provenance.window_end_ms)},
          {"metrics", named_json(provenance.metrics)}};
}

Json catalog_json(const model::Catalog& catalog) {
  uint32_t priced = 0;
  uint32_t titled = 0;
  uint32_t categorised = 0;
  uint32_t branded = 0;
  for (uint32_t i = 0; i < catalog.item_count(); ++i) {
    if (!std::isnan(catalog.price(i))) ++priced;
    if (!catalog.title(i).empty()) ++titled;
    if (catalog.category(i) != 0) ++categorised;
    if (catalog.brand(i) != 0) ++branded;
  }
  const auto known = [](uint32_t count) { return count == 0 ? 0 : count - 1; };
  return {{"items", catalog.item_count()},
          {"first_id", catalog.id(0)},
          {"last_id", catalog.id(catalog.item_count() - 1)},
          {"categories", known(catalog.category_count())},
          {"brands", known(catalog.brand_count())},
          {"items_with_category", categorised},
          {"items_with_brand", branded},
          {"items_with_price", priced},
          {"items_with_title", titled}};
}

Json network_json(const model::Model& model) {
  if (!model.has_gru()) return Json();
  const model::EmbeddingView& embeddings = model.embeddings();
  const model::GruView& gru = model.gru();
  const auto [least, most] = std::minmax_element(embeddings.scales.begin(), embeddings.scales.end());
  return {{"dim", embeddings.dim},
          {"hidden_size", gru.hidden_size},
          {"query_layer", !gru.query_weights.empty()},
          {"normalize_query", gru.normalize_query},
          {"logit_scale", gru.logit_scale},
          {"output_bias", !embeddings.output_bias.empty()},
          {"smallest_scale", *least},
          {"largest_scale", *most}};
}

Json sessions_json(const model::Model& model) {
  if (!model.has_neighbors()) return Json();
  const model::NeighborsView& neighbors = model.neighbors();
  const model::PackedInts items(neighbors.items, neighbors.bits_per_item, neighbors.click_count);
  std::vector<bool> seen(model.item_count(), false);
  for (size_t i = 0; i < items.size(); ++i) seen[items[i]] = true;
  return {{"sessions", neighbors.session_lengths.size()},
          {"clicks", neighbors.click_count},
          {"longest", *std::max_element(neighbors.session_lengths.begin(), neighbors.session_lengths.end())},
          {"bits_per_item", neighbors.bits_per_item},
          {"distinct_items", std::count(seen.begin(), seen.end(), true)}};
}

Json priors_json(const model::Model& model) {
  if (model.popularity().empty()) return Json();
  const auto popularity = model.popularity();
  const auto best = std::max_element(popularity.begin(), popularity.end());
  return {{"most_popular_id", model.catalog().id(static_cast<uint32_t>(best - popularity.begin()))},
          {"items_never_clicked", std::count(popularity.begin(), popularity.end(), 0)},
          {"trend", !model.trend().empty()}};
}

Json parts_json(const model::Model& model) {
  Json parts = Json::array();
  for (const PartSize& size : part_sizes(model)) parts.push_back({{"part", size.part}, {"bytes", size.bytes}});
  return parts;
}

// Things that are allowed and yet likely a mistake.
Json checks_json(const model::Model& model) {
  Json checks = Json::array();
  const auto add = [&checks](const char* check, bool ok) { checks.push_back({{"check", check}, {"ok", ok}}); };
  add("every field verified", true);
  add("has a session model or past sessions", model.has_gru() || model.has_neighbors());
  add("has popularity for shoppers who have done nothing yet", !model.popularity().empty());
  add("blend was fitted", !model.blend().empty());
  add("has metrics of the validation part", !model.provenance().metrics.empty());
  return checks;
}

}  // namespace

Json inspect_json(const model::Model& model) {
  const schema::ModelFile& file = *schema::GetModelFile(model.bytes().data());
  Json json;
  json["format"] = {{"major", file.format_major()}, {"minor", file.format_minor()}};
  json["file_bytes"] = model.bytes().size();
  json["provenance"] = provenance_json(model.provenance());
  json["catalog"] = catalog_json(model.catalog());
  json["network"] = network_json(model);
  json["past_sessions"] = sessions_json(model);
  json["priors"] = priors_json(model);
  json["blend"] = named_json(model.blend());
  json["session_timeout_ms"] = model.session_timeout_ms();
  json["parts"] = parts_json(model);
  json["checks"] = checks_json(model);
  return json;
}

}  // namespace nearshelf::publisher
