#include "server_sync/publisher/prior_packing.h"

#include <algorithm>

namespace nearshelf::publisher {

std::vector<uint32_t> count_clicks(const data::SessionDataset& dataset, size_t first, size_t last) {
  std::vector<uint32_t> counts(dataset.item_count(), 0);
  for (size_t i = dataset.offsets[first]; i < dataset.offsets[last]; ++i) ++counts[dataset.items[i]];
  return counts;
}

std::vector<uint32_t> count_popularity(const data::SessionDataset& dataset) {
  return count_clicks(dataset, 0, dataset.session_count());
}

std::vector<uint32_t> count_trend(const data::SessionDataset& dataset) {
  const size_t sessions = dataset.session_count();
  const size_t newest = std::min(sessions, std::max<size_t>(sessions / kTrendShare, 1));
  return count_clicks(dataset, sessions - newest, sessions);
}

std::vector<uint32_t> fit_counts(std::span<const uint32_t> counts) {
  constexpr uint64_t kLargest = 65535;
  std::vector<uint32_t> fitted(counts.begin(), counts.end());
  const uint64_t largest = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
  if (largest <= kLargest) return fitted;
  for (uint32_t& count : fitted) {
    if (count > 0) count = static_cast<uint32_t>(std::max<uint64_t>((count * kLargest + largest / 2) / largest, 1));
  }
  return fitted;
}

}  // namespace nearshelf::publisher
