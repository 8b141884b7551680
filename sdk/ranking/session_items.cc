#include "sdk/ranking/session_items.h"

#include <algorithm>

namespace nearshelf::ranking {

void SessionItems::assign(std::span<const uint32_t> clicks, uint32_t item_count) {
  if (slots_.size() == item_count) {
    for (const SessionItem& seen : items_) slots_[seen.item] = 0;
  } else {
    slots_.assign(item_count, 0);
  }
  items_.clear();
  const std::span<const uint32_t> kept = clicks.last(std::min(clicks.size(), kMaxClicks));
  clicks_.assign(kept.begin(), kept.end());
  for (size_t i = kept.size(); i-- > 0;) {
    uint16_t& slot = slots_[kept[i]];
    if (slot == 0) {
      items_.push_back({kept[i], 0});
      slot = static_cast<uint16_t>(items_.size());
    }
    ++items_[slot - 1].clicks;
  }
}

}  // namespace nearshelf::ranking
