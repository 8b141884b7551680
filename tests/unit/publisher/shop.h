// A small made-up shop and its trained parts, for the tests of the publisher.
#ifndef NEARSHELF_TESTS_UNIT_PUBLISHER_SHOP_H_
#define NEARSHELF_TESTS_UNIT_PUBLISHER_SHOP_H_

#include <cstdint>
#include <random>
#include <string>

#include "server_sync/data/dataset.h"
#include "server_sync/publisher/artifact.h"
#include "server_sync/trainer/gru_model.h"

namespace nearshelf::publisher {

inline data::SessionDataset make_dataset(uint32_t items, uint32_t sessions) {
  data::SessionDataset dataset;
  std::mt19937 random(5);
  for (uint32_t i = 0; i < items; ++i) {
    dataset.item_ids.push_back(std::to_string(i + 1));
    data::ItemAttributes attributes;
    attributes.category = i % 3 == 0 ? "boots" : "coats";
    attributes.brand = i % 5 == 0 ? "" : "Alder";
    attributes.title = "Item " + std::to_string(i);
    attributes.url = "/p/" + std::to_string(i);
    attributes.image = "/i/" + std::to_string(i) + ".webp";
    if (i % 4 != 0) attributes.price = static_cast<float>(i);
    dataset.attributes.push_back(attributes);
  }
  for (uint32_t s = 0; s < sessions; ++s) {
    const uint32_t length = 2 + random() % 5;
    for (uint32_t c = 0; c < length; ++c) dataset.items.push_back(static_cast<uint32_t>(random() % items));
    dataset.offsets.push_back(dataset.items.size());
    dataset.end_times.push_back(1'700'000'000'000 + s * kMinuteMs);
  }
  return dataset;
}

inline trainer::GruModel make_gru(uint32_t items, uint32_t dim, uint32_t hidden) {
  trainer::GruModel gru;
  std::mt19937 random(6);
  std::normal_distribution<float> normal(0.0f, 0.1f);
  const auto fill = [&](std::vector<float>& values, size_t count) {
    values.resize(count);
    for (float& value : values) value = normal(random);
  };
  gru.item_count = items;
  gru.dim = dim;
  gru.hidden_size = hidden;
  gru.logit_scale = 12.0f;
  fill(gru.embeddings, size_t{items} * dim);
  gru.output_bias.assign(items, 0.0f);
  fill(gru.input_weights, size_t{3} * hidden * dim);
  fill(gru.hidden_weights, size_t{3} * hidden * hidden);
  fill(gru.gate_bias, size_t{3} * hidden);
  fill(gru.query_weights, size_t{dim} * (hidden + dim));
  fill(gru.query_bias, dim);
  return gru;
}

inline PastSessions make_past_sessions(const data::SessionDataset& dataset) {
  return choose_past_sessions(dataset, dataset.session_count());
}

inline model::Provenance make_provenance() {
  model::Provenance provenance;
  provenance.model_id = "shop";
  provenance.version = 3;
  provenance.created_at_ms = 1'710'000'000'000;
  provenance.tool_version = "0.1.0";
  provenance.preset = "balanced";
  provenance.seed = 42;
  provenance.metrics = {{"gru.hit_rate@20", 0.5}};
  return provenance;
}

// A shop with everything, and the input that points to it.
struct Shop {
  explicit Shop(uint32_t items = 200, uint32_t sessions = 600)
      : dataset(make_dataset(items, sessions)), gru(make_gru(items, 32, 32)), past(make_past_sessions(dataset)) {}

  ArtifactInput input() const {
    ArtifactInput input;
    input.dataset = &dataset;
    input.gru = &gru;
    input.past_sessions = &past;
    input.blend = {{"gru", 0.5f}};
    input.provenance = make_provenance();
    return input;
  }

  data::SessionDataset dataset;
  trainer::GruModel gru;
  PastSessions past;
};

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_TESTS_UNIT_PUBLISHER_SHOP_H_
