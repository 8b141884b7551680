// Sessions that no shopper makes.
#ifndef NEARSHELF_SERVER_SYNC_DATA_ROBOTS_H_
#define NEARSHELF_SERVER_SYNC_DATA_ROBOTS_H_

#include <cstddef>
#include <vector>

#include "server_sync/data/session_log.h"

namespace nearshelf::data {

// Tukey's outer fence, Q3 + 3 (Q3 - Q1) (Tukey 1977, "Exploratory Data Analysis"), on the logarithms: session lengths
// and click rates are closer to log-normal than to normal, and on the plain values the fence would cut off the keenest
// shoppers with the robots. The floors keep a shop whose sessions are much alike from losing real ones.
struct RobotFences {
  double max_length = 0;             // clicks
  double max_clicks_per_minute = 0;  // infinity when the log has no times
};

inline constexpr double kLeastLengthFence = 50;  // clicks
inline constexpr double kLeastRateFence = 30;    // clicks a minute
// A rate is only taken of sessions with this many clicks; fewer are a double click or two tabs opened at once.
inline constexpr size_t kLeastRatedClicks = 10;

RobotFences robot_fences(const SessionLog& log);

// Clicks a minute, from the first to the last click; infinite when they all have one time. The log has times.
double click_rate(const SessionLog& log, size_t session);

// Whether each session is above one of the fences.
std::vector<bool> find_robots(const SessionLog& log, const RobotFences& fences);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_ROBOTS_H_
