// Any bytes given to Model::open() are refused with a place and a message, or make a model whose every view is sound.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "sdk/model/half.h"
#include "sdk/model/model.h"
#include "sdk/model/packed_ints.h"

namespace {

using nearshelf::Code;
using nearshelf::model::AlignedBytes;
using nearshelf::model::Catalog;
using nearshelf::model::Model;

// Stops the fuzzer with a finding.
void require(bool holds) {
  if (!holds) std::abort();
}

void check_catalog(const Catalog& catalog) {
  volatile size_t text_bytes = 0;  // keeps the reads from being optimised away
  for (uint32_t i = 0; i < catalog.item_count(); ++i) {
    require(catalog.find(catalog.id(i)) == i);
    require(std::isnan(catalog.price(i)) || catalog.price(i) >= 0.0f);
    for (const std::string_view text :
         {catalog.title(i), catalog.url(i), catalog.image(i), catalog.category_name(catalog.category(i)),
          catalog.brand_name(catalog.brand(i))}) {
      for (const char c : text) text_bytes = text_bytes + (c != 0);
    }
  }
  for (uint32_t c = 1; c < catalog.category_count(); ++c) {
    const auto code = static_cast<uint16_t>(c);
    require(catalog.find_category(catalog.category_name(code)) == code);
  }
}

void check_halves(std::span<const uint16_t> halves) {
  for (const uint16_t half : halves) require(std::isfinite(nearshelf::model::half_to_float(half)));
}

void check_network(const Model& model) {
  const auto& embeddings = model.embeddings();
  const auto& gru = model.gru();
  require(reinterpret_cast<uintptr_t>(embeddings.rows) % AlignedBytes::kAlignment == 0);
  require(embeddings.scales.size() == model.item_count());
  for (const float scale : embeddings.scales) require(std::isfinite(scale) && scale > 0.0f);
  for (const float bias : embeddings.output_bias) require(std::isfinite(bias));
  for (size_t i = 0; i < size_t{embeddings.item_count} * embeddings.dim; ++i) require(embeddings.rows[i] != -128);
  require(gru.input_weights.size() == size_t{3} * gru.hidden_size * gru.dim);
  require(gru.hidden_weights.size() == size_t{3} * gru.hidden_size * gru.hidden_size);
  require(!gru.query_weights.empty() || gru.hidden_size == gru.dim);
  for (const auto& weights :
       {gru.input_weights, gru.hidden_weights, gru.gate_bias, gru.query_weights, gru.query_bias}) {
    check_halves(weights);
  }
}

void check_sessions(const Model& model) {
  const auto& neighbors = model.neighbors();
  size_t clicks = 0;
  for (const uint8_t length : neighbors.session_lengths) {
    require(length > 0);
    clicks += length;
  }
  require(clicks == neighbors.click_count);
  const nearshelf::model::PackedInts items(neighbors.items, neighbors.bits_per_item, clicks);
  for (size_t i = 0; i < items.size(); ++i) require(items[i] < model.item_count());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto opened = Model::open(AlignedBytes::copy_of({data, size}));
  if (!opened.ok()) {
    const nearshelf::Status& status = opened.status();
    require(status.code() == Code::kCorrupt || status.code() == Code::kUnsupportedVersion);
    require(!status.place().empty() && !status.message().empty());
    return 0;
  }
  const Model& model = **opened;
  check_catalog(model.catalog());
  if (model.has_gru()) check_network(model);
  if (model.has_neighbors()) check_sessions(model);
  require(model.popularity().empty() || model.popularity().size() == model.item_count());
  require(model.trend().empty() || model.trend().size() == model.item_count());
  return 0;
}
