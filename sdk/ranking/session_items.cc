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
  clicks_ = std::min(clicks.size(), kMaxClicks);
  for (size_t i = clicks.size(); i-- > clicks.size() - clicks_;) {
    uint16_t& slot = slots_[clicks[i]];
    if (slot == 0) {
      items_.push_back({clicks[i], 0});
      slot = static_cast<uint16_t>(items_.size());
    }
    ++items_[slot - 1].clicks;
  }
}

}  // namespace nearshelf::ranking
