#include "server_sync/data/sessionize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace nearshelf::data {
namespace {

using ::testing::ElementsAre;

struct Row {
  std::string session;
  std::string item;
  TimeMs time;
};

EventLog events(const std::vector<Row>& rows) {
  EventLog log;
  for (const Row& row : rows) {
    log.session.push_back(log.sessions.add(row.session));
    log.item.push_back(log.items.add(row.item));
    log.time.push_back(row.time);
  }
  return log;
}

std::vector<std::string> sessions(const SessionLog& log) {
  std::vector<std::string> lines;
  for (size_t s = 0; s < log.session_count(); ++s) {
    std::string line;
    for (size_t i = log.offsets[s]; i < log.offsets[s + 1]; ++i) {
      if (!line.empty()) line += ' ';
      line += log.items[log.clicks[i]];
    }
    lines.push_back(line);
  }
  return lines;
}

TEST(Sessionize, OrdersClicksByTimeAndSessionsByTheirLastClick) {
  CleaningReport report;
  const SessionLog log = sessionize(
      events({{"late", "A", 50}, {"early", "D", 30}, {"late", "B", 10}, {"early", "C", 20}}), 30 * kMinuteMs, report);
  EXPECT_THAT(sessions(log), ElementsAre("C D", "B A"));
  EXPECT_THAT(log.times, ElementsAre(20, 30, 10, 50));
}

TEST(Sessionize, EqualTimesKeepTheOrderOfTheFile) {
  CleaningReport report;
  EXPECT_THAT(sessions(sessionize(events({{"s", "C", 5}, {"s", "A", 5}, {"s", "B", 5}}), {}, report)),
              ElementsAre("C A B"));
}

TEST(Sessionize, ExactDuplicatesGoAndLaterRepeatsStay) {
  CleaningReport report;
  const SessionLog log = sessionize(events({{"s", "A", 1}, {"s", "B", 1}, {"s", "A", 1}, {"s", "A", 2}, {"t", "A", 1}}),
                                    30 * kMinuteMs, report);
  EXPECT_THAT(sessions(log), ElementsAre("A", "A B A"));
  EXPECT_EQ(report.steps[0].rule, "duplicates");
  EXPECT_EQ(report.steps[0].dropped.clicks, 1u);
}

TEST(Sessionize, AGapSplitsOnlyAboveItsLength) {
  const std::vector<Row> rows = {{"s", "A", 0}, {"s", "B", 30 * kMinuteMs}, {"s", "C", 60 * kMinuteMs + 1}};
  CleaningReport report;
  EXPECT_THAT(sessions(sessionize(events(rows), 30 * kMinuteMs, report)), ElementsAre("A B", "C"));
  EXPECT_EQ(report.steps[1].detail, "pause above 30 minutes, 1 more sessions");
  CleaningReport unsplit;
  EXPECT_THAT(sessions(sessionize(events(rows), {}, unsplit)), ElementsAre("A B C"));
  EXPECT_FALSE(unsplit.steps[1].enabled);
}

TEST(Sessionize, NothingIsLostOrMadeUp) {
  std::mt19937 engine(9);
  for (int round = 0; round < 50; ++round) {
    std::vector<Row> rows;
    for (size_t i = 0; i < 200; ++i) {
      rows.push_back({std::to_string(engine() % 12), std::to_string(engine() % 9),
                      static_cast<TimeMs>(engine() % 40) * kMinuteMs});
    }
    std::vector<std::tuple<std::string, std::string, TimeMs>> unique;
    for (const Row& row : rows) unique.emplace_back(row.session, row.item, row.time);
    std::sort(unique.begin(), unique.end());
    unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
    CleaningReport report;
    const SessionLog log = sessionize(events(rows), 5 * kMinuteMs, report);
    EXPECT_EQ(log.clicks.size(), unique.size());
    EXPECT_EQ(report.steps[0].dropped.clicks, rows.size() - unique.size());
    TimeMs last_end = 0;
    for (size_t s = 0; s < log.session_count(); ++s) {
      ASSERT_GT(log.length(s), 0u);
      for (size_t i = log.offsets[s] + 1; i < log.offsets[s + 1]; ++i) {
        EXPECT_GE(log.times[i], log.times[i - 1]);
        EXPECT_LE(log.times[i] - log.times[i - 1], 5 * kMinuteMs);
      }
      EXPECT_GE(log.times[log.offsets[s + 1] - 1], last_end);
      last_end = log.times[log.offsets[s + 1] - 1];
    }
  }
}

}  // namespace
}  // namespace nearshelf::data
