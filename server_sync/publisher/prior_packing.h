// Popularity and trend of every item, as the artifact stores them.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_PRIOR_PACKING_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_PRIOR_PACKING_H_

#include <cstdint>
#include <span>
#include <vector>

#include "server_sync/data/dataset.h"

namespace nearshelf::publisher {

// Trend counts the newest twentieth of the sessions, and at least one.
inline constexpr size_t kTrendShare = 20;

// Clicks per item in dataset.sessions [first, last).
std::vector<uint32_t> count_clicks(const data::SessionDataset& dataset, size_t first, size_t last);

std::vector<uint32_t> count_popularity(const data::SessionDataset& dataset);
std::vector<uint32_t> count_trend(const data::SessionDataset& dataset);

// Unchanged while the largest count is below 2^16; otherwise in proportion, with the largest at 65,535 and every item
// that was clicked at all at 1 or more.
std::vector<uint32_t> fit_counts(std::span<const uint32_t> counts);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_PRIOR_PACKING_H_
