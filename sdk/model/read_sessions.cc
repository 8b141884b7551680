#include <algorithm>
#include <numeric>

#include "sdk/model/checks.h"
#include "sdk/model/packed_ints.h"
#include "sdk/model/readers.h"

namespace nearshelf::model {

Result<NeighborsView> read_neighbors(const schema::Neighbors& neighbors, uint32_t item_count) {
  NeighborsView view;
  view.session_lengths = span_of(neighbors.session_lengths());
  view.items = span_of(neighbors.items());
  view.bits_per_item = neighbors.bits_per_item();
  if (view.session_lengths.empty()) return bad_field("neighbors.session_lengths", "is empty");
  if (const auto zero = std::find(view.session_lengths.begin(), view.session_lengths.end(), 0);
      zero != view.session_lengths.end()) {
    return bad_element("neighbors.session_lengths", static_cast<size_t>(zero - view.session_lengths.begin()),
                       "is 0, must be at least 1");
  }
  view.click_count = std::accumulate(view.session_lengths.begin(), view.session_lengths.end(), size_t{0});

  NEARSHELF_RETURN_IF_ERROR(check_range("neighbors.bits_per_item", view.bits_per_item, 1, 32));
  NEARSHELF_RETURN_IF_ERROR(check_count("neighbors.items", view.items.size(),
                                        packed_size_bytes(view.click_count, view.bits_per_item),
                                        "bits_per_item per click, rounded up to bytes"));
  const PackedInts items(view.items, view.bits_per_item, view.click_count);
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i] < item_count) continue;
    return bad_element("neighbors.items", i,
                       "is item " + std::to_string(items[i]) + ", must be below " + std::to_string(item_count));
  }
  const uint32_t used_bits = static_cast<uint32_t>((uint64_t{view.click_count} * view.bits_per_item) & 7);
  if (used_bits != 0 && (view.items.back() >> used_bits) != 0) {
    return bad_element("neighbors.items", view.items.size() - 1, "has bits behind the last item, which must be 0");
  }
  return view;
}

Result<RulesView> read_rules(const schema::Rules& rules, uint32_t item_count) {
  RulesView view{span_of(rules.offsets()), span_of(rules.targets()), span_of(rules.weights())};
  NEARSHELF_RETURN_IF_ERROR(
      check_count("rules.offsets", view.offsets.size(), size_t{item_count} + 1, "one more than items"));
  NEARSHELF_RETURN_IF_ERROR(check_offsets("rules.offsets", view.offsets, view.targets.size()));
  NEARSHELF_RETURN_IF_ERROR(check_count("rules.weights", view.weights.size(), view.targets.size(), "one per target"));
  NEARSHELF_RETURN_IF_ERROR(check_below("rules.targets", view.targets, item_count));
  return view;
}

Result<std::span<const uint16_t>> read_prior(std::string_view field, const flatbuffers::Vector<uint16_t>* prior,
                                             uint32_t item_count) {
  const std::span<const uint16_t> values = span_of(prior);
  if (prior) NEARSHELF_RETURN_IF_ERROR(check_count(field, values.size(), item_count, "one per item"));
  return values;
}

}  // namespace nearshelf::model
