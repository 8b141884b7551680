#include "server_sync/data/cleaning_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace nearshelf::data {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CleaningReport example() {
  CleaningReport report;
  report.source = "clicks.csv";
  report.layout = "table";
  report.read = {1234567, 89, 7};
  report.steps.push_back(
      {"bad_times", "bad times", true, {3, 0, 0}, "3 unreadable", "clicks.csv:5: \"x\" is not a time"});
  report.steps.push_back({"robots", "robots", false, {}, "", ""});
  report.kept = {1234564, 89, 7};
  report.window_begin = 1396867869277;
  report.window_end = 1396867869278;
  return report;
}

TEST(CleaningReport, TheTableHasEveryStepWithItsNumbers) {
  const std::string text = to_text(example());
  EXPECT_THAT(text, HasSubstr("clicks.csv (table)\n"));
  EXPECT_THAT(text, HasSubstr("1,234,567"));
  EXPECT_THAT(text, HasSubstr("(3 unreadable)"));
  EXPECT_THAT(text, HasSubstr("first: clicks.csv:5"));
  EXPECT_THAT(text, HasSubstr("off"));
  EXPECT_THAT(text, HasSubstr("from 2014-04-07T10:51:09.277Z to 2014-04-07T10:51:09.278Z\n"));
}

TEST(CleaningReport, TheJsonHasTheSameNumbers) {
  const nlohmann::json json = to_json(example());
  EXPECT_EQ(json["read"]["clicks"], 1234567);
  EXPECT_EQ(json["steps"][0]["rule"], "bad_times");
  EXPECT_EQ(json["steps"][0]["clicks"], 3);
  EXPECT_EQ(json["steps"][1]["enabled"], false);
  EXPECT_EQ(json["kept"]["clicks"], 1234564);
  EXPECT_EQ(json["window"]["begin"], "2014-04-07T10:51:09.277Z");
}

TEST(CleaningReport, WithoutTimesThereIsNoWindow) {
  CleaningReport report = example();
  report.window_begin = report.window_end = 0;
  EXPECT_THAT(to_text(report), Not(HasSubstr("from ")));
  EXPECT_TRUE(to_json(report)["window"].is_null());
}

}  // namespace
}  // namespace nearshelf::data
