// The distinct items of the present session, newest first, with how often each was clicked.
#ifndef NEARSHELF_SDK_RANKING_SESSION_ITEMS_H_
#define NEARSHELF_SDK_RANKING_SESSION_ITEMS_H_

#include <cstdint>
#include <span>
#include <vector>

namespace nearshelf::ranking {

struct SessionItem {
  uint32_t item = 0;
  uint32_t clicks = 0;
};

// Reused from call to call. The age of an item is its place among the distinct items, 0 = the last one seen.
class SessionItems {
 public:
  // Older clicks than this are not looked at.
  static constexpr size_t kMaxClicks = 1000;

  // `clicks`: dense items below item_count, oldest first.
  void assign(std::span<const uint32_t> clicks, uint32_t item_count);

  bool empty() const { return items_.empty(); }
  // Those that are looked at, oldest first.
  std::span<const uint32_t> clicks() const { return clicks_; }
  std::span<const SessionItem> items() const { return items_; }
  // Age + 1 of an item of the session, 0 for any other item.
  uint32_t age_plus_one(uint32_t item) const { return slots_[item]; }
  uint32_t clicks_of(uint32_t item) const { return slots_[item] == 0 ? 0 : items_[slots_[item] - 1].clicks; }

 private:
  std::vector<SessionItem> items_;
  std::vector<uint16_t> slots_;  // by item
  std::vector<uint32_t> clicks_;
};

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_SESSION_ITEMS_H_
