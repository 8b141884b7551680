#include "server_sync/data/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tests/unit/data/inputs.h"

namespace nearshelf::data {
namespace {

using nearshelf::testing::TempDir;
using nearshelf::testing::write_text;
using ::testing::HasSubstr;

class LoaderTest : public ::testing::Test {
 protected:
  Result<LoadedSessions> load(const std::string& bytes, const LoadOptions& options = {}) {
    write_text(dir_.file("clicks"), bytes);
    return load_sessions(dir_.file("clicks"), options);
  }
  TempDir dir_;
};

// Ten sessions of the same three items, and one that is a single click on a rare item.
std::string table() {
  std::string text = "session,item,time\n";
  for (int s = 0; s < 10; ++s) {
    for (int i = 0; i < 3; ++i) {
      text += "s" + std::to_string(s) + "," + std::to_string(i) + "," +
              std::to_string(1'000'000 + s * 10'000 + i * 60) + "\n";
    }
  }
  return text + "rare,77,1000000\n";
}

TEST_F(LoaderTest, SessionsALineAreTakenAsTheyAre) {
  const Result<LoadedSessions> loaded = load("5\n5 5 6\n" + std::string(200, '7') + "\n");
  ASSERT_TRUE(loaded.ok()) << loaded.status().to_string();
  EXPECT_EQ(loaded->dataset.click_count(), 5u);
  EXPECT_EQ(loaded->dataset.session_count(), 3u);
  EXPECT_EQ(loaded->report.layout, "sessions");
  for (const CleaningStep& step : loaded->report.steps) EXPECT_FALSE(step.enabled) << step.rule;
}

TEST_F(LoaderTest, SessionsALineAreCleanedOnRequest) {
  LoadOptions options;
  options.min_item_support = 2;
  options.min_session_length = 2;
  options.drop_robots = true;
  std::string robot = "1";
  for (int i = 0; i < 100; ++i) robot += " 1";
  const Result<LoadedSessions> loaded = load("1 2\n1 2\n3\n2 3\n" + robot + "\n", options);
  ASSERT_TRUE(loaded.ok()) << loaded.status().to_string();
  EXPECT_EQ(loaded->dataset.session_count(), 2u);
}

TEST_F(LoaderTest, TablesAreCleanedByDefault) {
  const Result<LoadedSessions> loaded = load(table());
  ASSERT_TRUE(loaded.ok()) << loaded.status().to_string();
  EXPECT_EQ(loaded->dataset.session_count(), 10u);
  EXPECT_EQ(loaded->dataset.item_count(), 3u);
  EXPECT_EQ(loaded->dataset.end_times.size(), 10u);
  EXPECT_EQ(loaded->report.read.clicks, 31u);
  EXPECT_EQ(loaded->report.kept.clicks, 30u);
}

TEST_F(LoaderTest, ReadGzipKeptAndDroppedAddUp) {
  const Result<LoadedSessions> loaded = load(testing::gzip(table()));
  ASSERT_TRUE(loaded.ok());
  uint64_t dropped = 0;
  for (const CleaningStep& step : loaded->report.steps) dropped += step.dropped.clicks;
  EXPECT_EQ(loaded->report.read.clicks, dropped + loaded->report.kept.clicks);
}

TEST_F(LoaderTest, AFormatThatIsGivenIsNotGuessed) {
  LoadOptions options;
  options.layout = Layout::kSessions;
  const Result<LoadedSessions> loaded = load("session,item,time\na,b,c\n", options);
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded->dataset.session_count(), 2u);
  options.layout = Layout::kRetailRocket;
  EXPECT_EQ(load("1 2 3\n", options).status().place(), dir_.file("clicks") + ":1");
}

TEST_F(LoaderTest, NothingLeftIsAnErrorThatSaysWhatDroppedIt) {
  LoadOptions options;
  options.min_item_support = 100;
  EXPECT_THAT(load(table(), options).status().message(), HasSubstr("31 clicks by item_support"));
  EXPECT_THAT(load("\n\n").status().message(), HasSubstr("no sessions"));
  EXPECT_THAT(load("").status().message(), HasSubstr("empty"));
}

TEST_F(LoaderTest, BadInputNamesFileAndLine) {
  const std::string path = dir_.file("clicks");
  EXPECT_EQ(load("1 2\n3\t4\n").status().place(), path + ":2");
  EXPECT_EQ(load("a,b\n1,2\n").status().place(), path + ":1");
  EXPECT_EQ(load(table() + "s,1\n").status().place(), path + ":33");
  std::string cut = testing::gzip(table());
  cut.resize(cut.size() - 4);
  EXPECT_EQ(load(cut).status().code(), Code::kCorrupt);
  EXPECT_THAT(load(cut).status().place(), HasSubstr(path + ":"));
}

}  // namespace
}  // namespace nearshelf::data
