// When things happen: the rhythm of days and weeks, and how the popularity of products drifts.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_CALENDAR_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_CALENDAR_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sdk/base/time.h"
#include "server_sync/sample_shop/products.h"
#include "server_sync/sample_shop/random.h"

namespace nearshelf::sample_shop {

inline constexpr TimeMs kShopOpens = 1'767'571'200'000;  // 2026-01-05 00:00 UTC, a Monday
inline constexpr size_t kDays = 42;
inline constexpr size_t kTestDays = 2;  // the last ones

// Start times of `count` sessions, ascending: few at night, most in the evening, more on Sundays.
std::vector<TimeMs> session_starts(size_t count, uint64_t seed);

// Appeal of every product on every day: its lasting appeal, a slope of its own over the weeks, launches in the middle
// of the period, and campaigns of a few days.
class Trends {
 public:
  Trends(const Catalog& catalog, uint64_t seed);

  // 0 before the product's launch. `day` < kDays.
  double appeal(uint32_t product, size_t day) const { return appeal_[day][product]; }
  uint32_t draw(size_t day, Random& random) const { return static_cast<uint32_t>(shop_[day].draw(random)); }
  uint32_t draw_in_category(uint32_t category, size_t day, Random& random) const;

 private:
  const Catalog& catalog_;
  std::vector<std::vector<double>> appeal_;              // [day][product]
  std::vector<WeightedChoice> shop_;                     // [day]
  std::vector<std::vector<WeightedChoice>> categories_;  // [day][category], in the order of the listing
};

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_CALENDAR_H_
