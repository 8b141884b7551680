#include "server_sync/sample_shop/calendar.h"

#include <algorithm>
#include <array>

namespace nearshelf::sample_shop {
namespace {

// Monday to Sunday, and midnight to 11 pm UTC.
constexpr std::array<double, 7> kWeekdays = {1.0, 0.95, 0.95, 1.0, 0.9, 1.15, 1.35};
constexpr std::array<double, 24> kHours = {0.25, 0.12, 0.07, 0.05, 0.06, 0.12, 0.3, 0.55, 0.8, 0.95, 1.0, 1.05,
                                           1.15, 1.05, 1.0,  1.0,  1.05, 1.2,  1.4, 1.7,  1.9, 1.75, 1.2, 0.6};
constexpr double kSlopeSigma = 0.25;   // of the logarithm, per week
constexpr double kLaunchShare = 0.06;  // products that come in the middle of the period
constexpr size_t kLastLaunchDay = 30;  // early enough that there are clicks to learn from
constexpr size_t kCampaigns = 10;
constexpr size_t kCampaignDays = 5;
constexpr size_t kCampaignProducts = 8;
constexpr double kCampaignFactor = 5;

}  // namespace

std::vector<TimeMs> session_starts(size_t count, uint64_t seed) {
  std::vector<double> weights;
  for (size_t hour = 0; hour < kDays * 24; ++hour) weights.push_back(kWeekdays[hour / 24 % 7] * kHours[hour % 24]);
  const WeightedChoice hours(weights);
  Random random(seed, Stream::kCalendar);
  std::vector<TimeMs> starts;
  starts.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const auto hour = static_cast<TimeMs>(hours.draw(random));
    starts.push_back(kShopOpens + hour * kHourMs + static_cast<TimeMs>(random.below(kHourMs)));
  }
  std::sort(starts.begin(), starts.end());
  return starts;
}

Trends::Trends(const Catalog& catalog, uint64_t seed) : catalog_(catalog) {
  const size_t count = catalog.products.size();
  Random random(seed, Stream::kTrends);
  appeal_.assign(kDays, std::vector<double>(count));
  for (size_t p = 0; p < count; ++p) {
    const double slope = kSlopeSigma * random.normal() / 7;
    const size_t launch = random.chance(kLaunchShare) ? 1 + random.below(kLastLaunchDay) : 0;
    for (size_t day = launch; day < kDays; ++day) {
      appeal_[day][p] = catalog.products[p].appeal * portable_exp(slope * (static_cast<double>(day) - kDays / 2.0));
    }
  }
  for (size_t c = 0; c < kCampaigns; ++c) {
    const size_t begin = random.below(kDays - kCampaignDays);
    for (size_t i = 0; i < kCampaignProducts; ++i) {
      const size_t p = random.below(count);
      for (size_t day = begin; day < begin + kCampaignDays; ++day) appeal_[day][p] *= kCampaignFactor;
    }
  }
  categories_.resize(kDays);
  std::vector<double> weights;
  for (size_t day = 0; day < kDays; ++day) {
    shop_.emplace_back(appeal_[day]);
    for (const std::vector<uint32_t>& page : catalog.listing) {
      weights.clear();
      // A product that has not come yet keeps a trace of weight, so that a category of such products can be drawn from.
      for (const uint32_t p : page) weights.push_back(appeal_[day][p] + 1e-12);
      categories_[day].emplace_back(weights);
    }
  }
}

uint32_t Trends::draw_in_category(uint32_t category, size_t day, Random& random) const {
  return catalog_.listing[category][categories_[day][category].draw(random)];
}

}  // namespace nearshelf::sample_shop
