// Training data as everything behind the readers sees it: dense items in sessions, oldest session first.
#ifndef NEARSHELF_SERVER_SYNC_DATA_DATASET_H_
#define NEARSHELF_SERVER_SYNC_DATA_DATASET_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "sdk/base/time.h"

namespace nearshelf::data {

// Attributes of one item; empty or NaN where unknown.
struct ItemAttributes {
  std::string category;
  std::string brand;
  std::string title;
  std::string url;
  std::string image;
  float price = std::numeric_limits<float>::quiet_NaN();  // NaN = unknown
};

struct SessionDataset {
  // Dense index -> external item id; sorted as sdk/model/catalog does it (numbers by value, other ids by bytes).
  std::vector<std::string> item_ids;
  // Empty, or one per item.
  std::vector<ItemAttributes> attributes;
  // Clicks of all sessions one after another, as dense indexes; session s is items[offsets[s] .. offsets[s+1]).
  std::vector<uint32_t> items;
  std::vector<size_t> offsets = {0};
  // Time of the last click of every session; empty when the source has no times.
  std::vector<TimeMs> end_times;

  size_t item_count() const { return item_ids.size(); }
  size_t session_count() const { return offsets.size() - 1; }
  size_t click_count() const { return items.size(); }
  std::span<const uint32_t> session(size_t s) const {
    return std::span(items).subspan(offsets[s], offsets[s + 1] - offsets[s]);
  }
};

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_DATASET_H_
