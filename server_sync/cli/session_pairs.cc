#include "server_sync/cli/session_pairs.h"

#include <algorithm>
#include <span>

namespace nearshelf::cli {

evaluation::TestPairs session_pairs(const data::SessionDataset& dataset, size_t first, size_t most) {
  size_t all = 0;
  for (size_t s = first; s < dataset.session_count(); ++s) all += std::max<size_t>(dataset.session(s).size(), 1) - 1;
  const size_t kept = std::min(all, most);
  evaluation::TestPairs pairs;
  size_t seen = 0;
  for (size_t s = first; s < dataset.session_count(); ++s) {
    const std::span<const uint32_t> session = dataset.session(s);
    for (size_t i = 1; i < session.size(); ++i, ++seen) {
      if (seen * kept / all == (seen + 1) * kept / all) continue;
      pairs.items.insert(pairs.items.end(), session.begin(), session.begin() + static_cast<ptrdiff_t>(i));
      pairs.offsets.push_back(pairs.items.size());
      pairs.labels.emplace_back(session[i]);
    }
  }
  return pairs;
}

data::SessionDataset session_range(const data::SessionDataset& dataset, size_t begin, size_t end) {
  data::SessionDataset range;
  range.item_ids = dataset.item_ids;
  range.attributes = dataset.attributes;
  const size_t base = dataset.offsets[begin];
  range.items.assign(dataset.items.begin() + static_cast<ptrdiff_t>(base),
                     dataset.items.begin() + static_cast<ptrdiff_t>(dataset.offsets[end]));
  range.offsets.clear();
  for (size_t s = begin; s <= end; ++s) range.offsets.push_back(dataset.offsets[s] - base);
  if (!dataset.end_times.empty()) {
    range.end_times.assign(dataset.end_times.begin() + static_cast<ptrdiff_t>(begin),
                           dataset.end_times.begin() + static_cast<ptrdiff_t>(end));
  }
  return range;
}

}  // namespace nearshelf::cli
