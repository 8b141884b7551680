#include "server_sync/sample_shop/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace nearshelf::sample_shop {
namespace {

TEST(SessionStarts, KeepTheRhythmOfDaysAndWeeks) {
  const std::vector<TimeMs> starts = session_starts(100'000, 1);
  ASSERT_EQ(starts.size(), 100'000u);
  EXPECT_TRUE(std::is_sorted(starts.begin(), starts.end()));
  EXPECT_GE(starts.front(), kShopOpens);
  EXPECT_LT(starts.back(), kShopOpens + static_cast<TimeMs>(kDays) * kDayMs);
  std::array<int, 24> hours = {};
  std::array<int, 7> weekdays = {};
  for (const TimeMs start : starts) {
    ++hours[static_cast<size_t>((start - kShopOpens) % kDayMs / kHourMs)];
    ++weekdays[static_cast<size_t>((start - kShopOpens) / kDayMs % 7)];
  }
  EXPECT_GT(hours[20], 10 * hours[3]);
  EXPECT_GT(weekdays[6], weekdays[4] * 5 / 4) << "Sunday and Friday";
}

TEST(Trends, PopularityDriftsAndSomeProductsComeLater) {
  const Catalog catalog = make_catalog(1000, 2);
  const Trends trends(catalog, 2);
  size_t launched = 0, doubled = 0, halved = 0;
  for (uint32_t p = 0; p < 1000; ++p) {
    const double first = trends.appeal(p, 0), last = trends.appeal(p, kDays - 1);
    EXPECT_GT(last, 0);
    launched += first <= 0;
    doubled += first > 0 && last > 2 * first;
    halved += first > 0 && last < first / 2;
  }
  EXPECT_GT(launched, 20u);
  EXPECT_LT(launched, 120u);
  EXPECT_GT(doubled, 100u);
  EXPECT_GT(halved, 100u);
}

TEST(Trends, DrawsFollowTheAppealOfTheDay) {
  const Catalog catalog = make_catalog(200, 2);
  const Trends trends(catalog, 2);
  Random random(1, Stream::kSessions);
  constexpr size_t kDay = 20;
  std::vector<double> drawn(200, 0);
  double total = 0;
  for (uint32_t p = 0; p < 200; ++p) total += trends.appeal(p, kDay);
  for (int i = 0; i < 100'000; ++i) ++drawn[trends.draw(kDay, random)];
  for (uint32_t p = 0; p < 200; ++p) EXPECT_NEAR(drawn[p] / 1e5, trends.appeal(p, kDay) / total, 0.004);
  for (uint32_t c = 0; c < catalog.listing.size(); ++c) {
    EXPECT_EQ(catalog.products[trends.draw_in_category(c, kDay, random)].category, c);
  }
}

}  // namespace
}  // namespace nearshelf::sample_shop
