#include "server_sync/data/robots.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nearshelf::data {
namespace {

constexpr double kOuterFence = 3;
constexpr size_t kLeastSample = 8;  // quartiles of fewer values say nothing

// The quantile with linear interpolation between order statistics (Hyndman & Fan 1996, definition 7). Reorders
// `values`.
double quantile(std::vector<double>& values, double share) {
  const double position = share * static_cast<double>(values.size() - 1);
  const size_t below = static_cast<size_t>(position);
  const auto at = values.begin() + static_cast<ptrdiff_t>(below);
  std::nth_element(values.begin(), at, values.end());
  const double low = *at;
  if (below + 1 == values.size()) return low;
  const double high = *std::min_element(at + 1, values.end());
  return low + (position - static_cast<double>(below)) * (high - low);
}

// exp of the outer fence of the logarithms, at least `floor`.
double fence(std::vector<double> logarithms, double floor) {
  if (logarithms.size() < kLeastSample) return floor;
  const double q1 = quantile(logarithms, 0.25);
  const double q3 = quantile(logarithms, 0.75);
  return std::max(floor, std::exp(q3 + kOuterFence * (q3 - q1)));
}

}  // namespace

double click_rate(const SessionLog& log, size_t session) {
  const TimeMs span = log.times[log.offsets[session + 1] - 1] - log.times[log.offsets[session]];
  if (span <= 0) return std::numeric_limits<double>::infinity();
  return static_cast<double>(log.length(session) - 1) * static_cast<double>(kMinuteMs) / static_cast<double>(span);
}

RobotFences robot_fences(const SessionLog& log) {
  std::vector<double> lengths;
  std::vector<double> rates;
  lengths.reserve(log.session_count());
  for (size_t s = 0; s < log.session_count(); ++s) {
    // Sessions of one click are bounces: with them in, the quartiles of most shops are 1 and the fence says nothing.
    if (log.length(s) >= 2) lengths.push_back(std::log(static_cast<double>(log.length(s))));
    if (log.times.empty() || log.length(s) < kLeastRatedClicks) continue;
    const double rate = click_rate(log, s);
    if (std::isfinite(rate)) rates.push_back(std::log(rate));
  }
  RobotFences fences;
  fences.max_length = fence(std::move(lengths), kLeastLengthFence);
  fences.max_clicks_per_minute =
      log.times.empty() ? std::numeric_limits<double>::infinity() : fence(std::move(rates), kLeastRateFence);
  return fences;
}

std::vector<bool> find_robots(const SessionLog& log, const RobotFences& fences) {
  std::vector<bool> robots(log.session_count());
  for (size_t s = 0; s < log.session_count(); ++s) {
    const size_t length = log.length(s);
    robots[s] = static_cast<double>(length) > fences.max_length || (!log.times.empty() && length >= kLeastRatedClicks &&
                                                                    click_rate(log, s) > fences.max_clicks_per_minute);
  }
  return robots;
}

}  // namespace nearshelf::data
