#include "server_sync/data/robots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace nearshelf::data {
namespace {

void add_session(SessionLog& log, size_t length, TimeMs step) {
  for (size_t i = 0; i < length; ++i) {
    log.clicks.push_back(log.items.add(std::to_string(i % 10)));
    log.times.push_back(static_cast<TimeMs>(i) * step);
  }
  log.offsets.push_back(log.clicks.size());
}

// Shoppers: 1 to 12 clicks, half a minute apart, now and then a long visit.
SessionLog shoppers() {
  std::mt19937 engine(1);
  SessionLog log;
  for (int i = 0; i < 500; ++i) {
    add_session(log, i % 50 == 0 ? 30 : 1 + engine() % 12, 20'000 + static_cast<TimeMs>(engine() % 20'000));
  }
  return log;
}

size_t robot_count(const SessionLog& log) {
  const std::vector<bool> robots = find_robots(log, robot_fences(log));
  return static_cast<size_t>(std::count(robots.begin(), robots.end(), true));
}

TEST(Robots, NoShopperIsOne) { EXPECT_EQ(robot_count(shoppers()), 0u); }

TEST(Robots, AVeryLongSessionIs) {
  SessionLog log = shoppers();
  add_session(log, 2000, 30'000);
  const RobotFences fences = robot_fences(log);
  EXPECT_TRUE(find_robots(log, fences).back());
  EXPECT_EQ(robot_count(log), 1u);
}

TEST(Robots, AVeryFastSessionIs) {
  SessionLog log = shoppers();
  add_session(log, 20, 100);
  EXPECT_TRUE(find_robots(log, robot_fences(log)).back());
  add_session(log, 10, 0);
  EXPECT_TRUE(find_robots(log, robot_fences(log)).back()) << "all clicks at one time";
  add_session(log, kLeastRatedClicks - 1, 0);
  EXPECT_FALSE(find_robots(log, robot_fences(log)).back()) << "too few clicks for a rate";
}

TEST(Robots, TheFenceIsTukeysOnTheLogarithms) {
  SessionLog log;
  // Lengths 10 (x2), 20 (x5) and 40 (x2): quartiles ln 20 and ln 20, then a wider set.
  for (const size_t length : {10, 10, 10, 20, 20, 20, 40, 40, 40}) add_session(log, length, 60'000);
  // Sorted: Q1 is the third value (10), Q3 the seventh (40): fence = 40 * (40 / 10)^3.
  EXPECT_NEAR(robot_fences(log).max_length, 40 * 64, 1e-6);
}

TEST(Robots, AlikeSessionsFallBackToTheFloors) {
  SessionLog log;
  for (int i = 0; i < 20; ++i) add_session(log, 12, 60'000);
  const RobotFences fences = robot_fences(log);
  EXPECT_EQ(fences.max_length, kLeastLengthFence);
  EXPECT_EQ(fences.max_clicks_per_minute, kLeastRateFence);
}

TEST(Robots, WithoutTimesOnlyTheLengthCounts) {
  SessionLog log = shoppers();
  add_session(log, 40, 1);
  log.times.clear();
  EXPECT_TRUE(std::isinf(robot_fences(log).max_clicks_per_minute));
  EXPECT_EQ(robot_count(log), 0u);
  EXPECT_EQ(robot_count(SessionLog()), 0u);
}

TEST(Robots, TheRateIsClicksAMinuteFromFirstToLast) {
  SessionLog log;
  add_session(log, 11, 6000);
  EXPECT_DOUBLE_EQ(click_rate(log, 0), 10);
}

}  // namespace
}  // namespace nearshelf::data
