// Which events recommendations follow.
//
// View, click, add to cart and purchase say where the shopper is: each is one step of the session model. Shops report
// one act in several ways (the click on a list and the view it leads to, the view and the cart), which the sessions
// that models learn from do not contain: an event on the very item of the last step, but of another kind, is no new
// step. The same kind again is. Removing from the cart, searching, rating and impressions are no steps.
#ifndef NEARSHELF_SDK_PROFILE_CONTEXT_H_
#define NEARSHELF_SDK_PROFILE_CONTEXT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/store/event.h"
#include "sdk/store/event_table.h"

namespace nearshelf::profile {

// Bit 1 << kind for the kinds that can be steps.
inline constexpr uint32_t kStepKinds =
    1u << static_cast<int>(store::EventKind::kView) | 1u << static_cast<int>(store::EventKind::kClick) |
    1u << static_cast<int>(store::EventKind::kAddToCart) | 1u << static_cast<int>(store::EventKind::kPurchase);

// Of a longer session the last so many steps are kept in mind.
inline constexpr size_t kMaxContextItems = 1000;
// An empty session follows the last so many steps of earlier ones.
inline constexpr size_t kHistoryItems = 20;

// Decides event by event, in order of arrival, which ones are steps.
class StepRule {
 public:
  // Remembers the event when it is one.
  bool is_step(store::EventKind kind, std::string_view item_id);

 private:
  store::EventKind last_kind_{};
  std::string last_item_id_;  // empty before the first step
};

// The items of the steps among `events`, in their order; `rule` goes on from where it is.
std::vector<std::string> step_items(std::span<const store::ItemEvent> events, StepRule& rule);

}  // namespace nearshelf::profile

#endif  // NEARSHELF_SDK_PROFILE_CONTEXT_H_
