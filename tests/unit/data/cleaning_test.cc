#include "server_sync/data/cleaning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

namespace nearshelf::data {
namespace {

using ::testing::ElementsAre;

SessionLog log_of(const std::vector<std::vector<std::string>>& sessions, bool timed = false) {
  SessionLog log;
  TimeMs time = 0;
  for (const auto& session : sessions) {
    for (const std::string& item : session) {
      log.clicks.push_back(log.items.add(item));
      if (timed) log.times.push_back(time += kMinuteMs);
    }
    log.offsets.push_back(log.clicks.size());
  }
  return log;
}

std::vector<std::vector<std::string>> sessions_of(const SessionLog& log) {
  std::vector<std::vector<std::string>> sessions(log.session_count());
  for (size_t s = 0; s < log.session_count(); ++s) {
    for (size_t i = log.offsets[s]; i < log.offsets[s + 1]; ++i) sessions[s].emplace_back(log.items[log.clicks[i]]);
  }
  return sessions;
}

using Sessions = std::vector<std::vector<std::string>>;

TEST(EnforceSupport, OneRuleBringsTheOtherIntoPlay) {
  // C falls below 2 clicks, its session below 2 clicks, and with it B and then the session of B and A.
  SessionLog log = log_of({{"A", "A"}, {"B", "A"}, {"B", "C"}});
  CleaningReport report;
  enforce_support(log, 2, 2, report);
  EXPECT_EQ(sessions_of(log), (Sessions{{"A", "A"}}));
  ASSERT_EQ(report.steps.size(), 2u);
  EXPECT_EQ(report.steps[0].dropped.clicks, 2u);
  EXPECT_EQ(report.steps[0].dropped.items, 2u);
  EXPECT_EQ(report.steps[1].dropped.clicks, 2u);
  EXPECT_EQ(report.steps[1].dropped.sessions, 2u);
}

TEST(EnforceSupport, OneAndOneChangesNothing) {
  const Sessions sessions = {{"A"}, {"B", "B", "C"}};
  SessionLog log = log_of(sessions);
  CleaningReport report;
  enforce_support(log, 1, 1, report);
  EXPECT_EQ(sessions_of(log), sessions);
  EXPECT_FALSE(report.steps[0].enabled);
  EXPECT_FALSE(report.steps[1].enabled);
}

// The definition, step by step on plain containers.
Sessions by_definition(Sessions sessions, size_t support, size_t length) {
  for (bool changed = true; changed;) {
    changed = false;
    std::map<std::string, size_t> counts;
    for (const auto& session : sessions) {
      for (const std::string& item : session) ++counts[item];
    }
    for (auto& session : sessions) {
      changed |= std::erase_if(session, [&](const std::string& item) { return counts[item] < support; }) > 0;
    }
    changed |=
        std::erase_if(sessions, [&](const auto& session) { return session.size() < std::max<size_t>(length, 1); }) > 0;
  }
  return sessions;
}

TEST(EnforceSupport, ReachesTheFixpointAndAccountsForEverything) {
  std::mt19937 engine(6);
  for (int round = 0; round < 200; ++round) {
    Sessions sessions(engine() % 30);
    size_t clicks = 0;
    for (auto& session : sessions) {
      session.resize(1 + engine() % 5);
      for (std::string& item : session) item = std::to_string(std::min(engine() % 25, engine() % 25));
      clicks += session.size();
    }
    const uint32_t support = 1 + engine() % 5;
    const uint32_t length = 1 + engine() % 3;
    SessionLog log = log_of(sessions, true);
    CleaningReport report;
    enforce_support(log, support, length, report);
    EXPECT_EQ(sessions_of(log), by_definition(sessions, support, length));
    EXPECT_EQ(log.times.size(), log.clicks.size());
    const Amounts& items = report.steps[0].dropped;
    const Amounts& lengths = report.steps[1].dropped;
    EXPECT_EQ(clicks - log.clicks.size(), items.clicks + lengths.clicks);
    EXPECT_EQ(sessions.size() - log.session_count(), items.sessions + lengths.sessions);
    // A second run finds nothing more to do.
    CleaningReport again;
    enforce_support(log, support, length, again);
    EXPECT_EQ(again.steps[0].dropped.clicks + again.steps[1].dropped.clicks, 0u);
  }
}

TEST(DropRobots, TakesRobotsOutAndReportsThem) {
  Sessions sessions(40, {"A", "B", "C"});
  sessions.push_back(std::vector<std::string>(100, "R"));
  SessionLog log = log_of(sessions);
  CleaningReport report;
  drop_robots(log, true, report);
  EXPECT_EQ(log.session_count(), 40u);
  EXPECT_EQ(report.steps[0].dropped.clicks, 100u);
  EXPECT_EQ(report.steps[0].dropped.items, 1u);
  EXPECT_EQ(report.steps[0].detail, "above 50 clicks");
  SessionLog kept = log_of(sessions);
  drop_robots(kept, false, report);
  EXPECT_EQ(kept.session_count(), 41u);
  EXPECT_FALSE(report.steps[1].enabled);
}

TEST(MakeDataset, NumbersItemsInCatalogOrder) {
  SessionLog log = log_of({{"10", "9"}, {"9", "100"}}, true);
  CleaningReport report;
  const SessionDataset dataset = make_dataset(log, report);
  EXPECT_THAT(dataset.item_ids, ElementsAre("9", "10", "100"));
  EXPECT_THAT(dataset.items, ElementsAre(1, 0, 0, 2));
  EXPECT_THAT(dataset.end_times, ElementsAre(2 * kMinuteMs, 4 * kMinuteMs));
  EXPECT_EQ(report.window_begin, kMinuteMs);
  EXPECT_EQ(report.window_end, 4 * kMinuteMs);
  EXPECT_EQ(report.kept.items, 3u);
}

TEST(MakeDataset, LeavesOutItemsThatNoSessionHasAnyMore) {
  SessionLog log = log_of({{"A", "A"}, {"B"}});
  CleaningReport report;
  enforce_support(log, 2, 1, report);
  const SessionDataset dataset = make_dataset(log, report);
  EXPECT_THAT(dataset.item_ids, ElementsAre("A"));
  EXPECT_TRUE(dataset.end_times.empty());
}

}  // namespace
}  // namespace nearshelf::data
