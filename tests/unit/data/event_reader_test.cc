#include "server_sync/data/event_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/data/inputs.h"

namespace nearshelf::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::lines_of;

struct Outcome {
  Result<EventLog> log;
  CleaningReport report;
};

Outcome read(const std::string& text, const EventOptions& options = {}, std::optional<Layout> layout = std::nullopt) {
  LineReader lines = lines_of(text);
  std::string_view first;
  lines.peek(first);
  const Result<Shape> shape = detect_shape(first, layout, options.columns);
  if (!shape.ok()) return {shape.status(), {}};
  CleaningReport report;
  Result<EventLog> log = read_events(lines, *shape, options, report);
  return {std::move(log), std::move(report)};
}

const CleaningStep& step(const CleaningReport& report, const std::string& rule) {
  return *std::find_if(report.steps.begin(), report.steps.end(), [&](auto& s) { return s.rule == rule; });
}

// "session item time" of every event.
std::vector<std::string> rows(const EventLog& log) {
  std::vector<std::string> rows;
  for (size_t i = 0; i < log.size(); ++i) {
    rows.push_back(std::string(log.sessions[log.session[i]]) + " " + std::string(log.items[log.item[i]]) + " " +
                   std::to_string(log.time[i]));
  }
  return rows;
}

TEST(EventReader, ReadsATableWithNamedColumns) {
  const Outcome outcome = read("item;time;colour;session\nA;1000;red;s1\n\"B\";2000.5;;s2\n");
  ASSERT_TRUE(outcome.log.ok()) << outcome.log.status().to_string();
  EXPECT_THAT(rows(*outcome.log), ElementsAre("s1 A 1000000", "s2 B 2000500"));
  EXPECT_EQ(outcome.report.read.clicks, 2u);
  EXPECT_EQ(outcome.report.read.sessions, 2u);
  EXPECT_FALSE(step(outcome.report, "event_types").enabled);
}

TEST(EventReader, ReadsYoochooseClicks) {
  const Outcome outcome = read(
      "1,2014-04-07T10:51:09.277Z,214536502,0\n1,2014-04-07T10:54:09.868Z,214536500,S\n2,2014-04-07T13:56:37Z,"
      "214662742,0\n");
  ASSERT_TRUE(outcome.log.ok()) << outcome.log.status().to_string();
  EXPECT_THAT(rows(*outcome.log),
              ElementsAre("1 214536502 1396867869277", "1 214536500 1396868049868", "2 214662742 1396878997000"));
}

TEST(EventReader, ReadsTheViewsOfRetailRocket) {
  const Outcome outcome = read(
      "timestamp,visitorid,event,itemid,transactionid\n1433221332117,257597,view,355908,\n"
      "1433221332200,257597,addtocart,355908,\n1433221332300,257597,transaction,355908,4000\n"
      "1433224214164,992329,view,248676,\n");
  ASSERT_TRUE(outcome.log.ok()) << outcome.log.status().to_string();
  EXPECT_THAT(rows(*outcome.log), ElementsAre("257597 355908 1433221332117", "992329 248676 1433224214164"));
  const CleaningStep& types = step(outcome.report, "event_types");
  EXPECT_EQ(types.dropped.clicks, 2u);
  EXPECT_THAT(types.detail, HasSubstr("addtocart: 1, transaction: 1"));
  EXPECT_THAT(types.example, HasSubstr("test.csv:3"));
}

TEST(EventReader, ReadsDigineticaWithItsDayAsUtc) {
  const Outcome outcome = read(
      "sessionId;userId;itemId;timeframe;eventdate\n1;NA;81766;526309;2016-05-09\n1;NA;31331;1031018;2016-05-09\n");
  ASSERT_TRUE(outcome.log.ok()) << outcome.log.status().to_string();
  EXPECT_THAT(rows(*outcome.log), ElementsAre("1 81766 1462752526309", "1 31331 1462753031018"));
}

TEST(EventReader, TakesTheEventTypesAskedFor) {
  EventOptions options;
  options.event_types = {"Add-To-Cart", "view"};
  const std::string text = "session,item,time,event\ns,A,1,view\ns,A,2,add_to_cart\ns,B,3,purchase\n";
  EXPECT_THAT(rows(*read(text, options).log), ElementsAre("s A 1000", "s A 2000"));
  EXPECT_THAT(rows(*read(text).log), ElementsAre("s A 1000"));
  options.event_types = {"search"};
  const Status none = read(text, options).log.status();
  EXPECT_THAT(none.message(), HasSubstr("add_to_cart: 1, purchase: 1, view: 1"));
  EXPECT_THAT(none.message(), HasSubstr("--event-types"));
}

TEST(EventReader, BadTimesAreDroppedCountedAndShown) {
  const Outcome outcome = read(
      "session,item,time\ns,A,2020-01-01T00:00:00Z\ns,B,2020-01-01T00:01:00\ns,C,soon\ns,D,-5\n"
      "s,E,2020-01-01T00:02:00Z\ns,F,2020-01-01T00:03:00+01:00\n");
  ASSERT_TRUE(outcome.log.ok()) << outcome.log.status().to_string();
  EXPECT_EQ(outcome.log->size(), 3u);
  const CleaningStep& times = step(outcome.report, "bad_times");
  EXPECT_EQ(times.dropped.clicks, 3u);
  EXPECT_EQ(times.example, "test.csv:3: \"2020-01-01T00:01:00\" has no time zone");
  EXPECT_EQ(times.detail, "1 unreadable, 1 without a zone, 1 out of range");
}

TEST(EventReader, AFileOfMostlyBadTimesIsRefusedWithAdvice) {
  const std::string text =
      "session,item,time\ns,A,2020-01-01 00:00:00\ns,B,2020-01-01 00:01:00\ns,C,2020-01-01T00:00:00Z\n";
  const Status refused = read(text).log.status();
  EXPECT_EQ(refused.code(), Code::kInvalidArgument);
  EXPECT_THAT(refused.message(), HasSubstr("2 of 3 events have a bad time, first test.csv:2"));
  EXPECT_THAT(refused.message(), HasSubstr("--assume-utc"));
  EventOptions options;
  options.assume_utc = true;
  EXPECT_EQ(read(text, options).log->size(), 3u);
  EXPECT_THAT(read("session,item,time\ns,A,x\n").log.status().message(), HasSubstr("the right column"));
}

TEST(EventReader, RowsWithoutIdsAreDroppedAndCounted) {
  const Outcome outcome = read("session,item,time\n,A,1\ns,,1\ns,A,1\n");
  ASSERT_TRUE(outcome.log.ok());
  EXPECT_EQ(outcome.log->size(), 1u);
  EXPECT_EQ(step(outcome.report, "missing_ids").dropped.clicks, 2u);
  EXPECT_EQ(step(outcome.report, "missing_ids").example, "test.csv:2: no session id");
}

TEST(EventReader, MalformedTablesAreRefusedWithTheLine) {
  EXPECT_EQ(read("session,item,time\ns,A,1\ns,A\n").log.status().place(), "test.csv:3");
  EXPECT_EQ(read("session,item,time\ns,\"A,1\n").log.status().place(), "test.csv:2");
  EXPECT_EQ(read("session,item,time\ns,A,1\ns,\xff,1\n").log.status().place(), "test.csv:3");
  EXPECT_EQ(read("1,2014-04-07T10:51:09.277Z,2,0,9\n", {}, Layout::kYoochoose).log.status().place(), "test.csv:1");
  EXPECT_EQ(read("a,b,c\n", {}, Layout::kRetailRocket).log.status().place(), "test.csv:1");
  EXPECT_EQ(read("sessionId;itemId;eventdate\n", {}, Layout::kDiginetica).log.status().place(), "test.csv:1");
  EXPECT_THAT(read("session,item,time\n").log.status().to_string(), HasSubstr("test.csv: the table has no events"));
}

}  // namespace
}  // namespace nearshelf::data
