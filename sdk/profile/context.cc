#include "sdk/profile/context.h"

namespace nearshelf::profile {

bool StepRule::is_step(store::EventKind kind, std::string_view item_id) {
  if ((kStepKinds >> static_cast<int>(kind) & 1u) == 0) return false;
  if (item_id == last_item_id_ && kind != last_kind_) return false;
  last_kind_ = kind;
  last_item_id_ = item_id;
  return true;
}

std::vector<std::string> step_items(std::span<const store::ItemEvent> events, StepRule& rule) {
  std::vector<std::string> items;
  for (const store::ItemEvent& event : events) {
    if (rule.is_step(event.kind, event.item_id)) items.push_back(event.item_id);
  }
  return items;
}

}  // namespace nearshelf::profile
