#include "server_sync/publisher/site/site_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "tests/support/temp_dir.h"

namespace nearshelf::site {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::read_text;
using testing::TempDir;
using testing::write_text;

std::span<const uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

class SiteFilesTest : public ::testing::Test {
 protected:
  SiteFiles open() {
    return *SiteFiles::open(site_, [this](const std::string& step) { steps_.push_back(step); });
  }

  TempDir dir_;
  std::string site_ = dir_.file("a/site");
  std::vector<std::string> steps_;
};

TEST_F(SiteFilesTest, WritesReadsAndRemovesWithTheEmptyDirectories) {
  SiteFiles files = open();
  ASSERT_TRUE(files.write("pkg/ab/x.js", bytes_of("x")).ok());
  ASSERT_TRUE(files.write("pkg/cd/y.js", bytes_of("y")).ok());
  EXPECT_EQ(**files.read("pkg/ab/x.js"), std::vector<uint8_t>{'x'});
  EXPECT_FALSE(*files.read("pkg/none"));
  EXPECT_FALSE(files.read("pkg").ok()) << "a directory";
  ASSERT_TRUE(files.remove("pkg/ab/x.js").ok());
  ASSERT_TRUE(files.remove("pkg/ab/x.js").ok()) << "gone already";
  EXPECT_FALSE(fs::exists(site_ + "/pkg/ab"));
  EXPECT_TRUE(fs::exists(site_ + "/pkg/cd/y.js"));
  EXPECT_EQ(steps_[0], "write pkg/ab/x.js");
  EXPECT_EQ(steps_[2], "remove pkg/ab/x.js");
}

// Otherwise nginx's ETag of two manifests of the same size and second would be the same.
TEST_F(SiteFilesTest, AReplacedFileIsOfALaterSecond) {
  SiteFiles files = open();
  for (int i = 0; i < 3; ++i) {
    const auto before = i == 0 ? fs::file_time_type::min() : fs::last_write_time(site_ + "/a.json");
    ASSERT_TRUE(files.write("a.json", bytes_of("x")).ok());
    using std::chrono::floor, std::chrono::seconds;
    EXPECT_GT(floor<seconds>(fs::last_write_time(site_ + "/a.json")), floor<seconds>(before));
  }
}

TEST_F(SiteFilesTest, LetsOnePublishAtATime) {
  {
    const SiteFiles files = open();
    EXPECT_EQ(SiteFiles::open(site_, {}).status().code(), Code::kBusy);
  }
  EXPECT_TRUE(SiteFiles::open(site_, {}).ok());
}

TEST_F(SiteFilesTest, SweepsWhatAKilledWriterLeftAndNothingElse) {
  SiteFiles files = open();
  for (const char* name : {"a.json", "a.json.tmp123", "a.json.tmp", "a.json.tmp12x", "b.json.tmp123"}) {
    write_text(site_ + "/" + name, "");
  }
  ASSERT_TRUE(files.sweep("a.json").ok());
  ASSERT_TRUE(files.sweep("no/such/directory").ok());
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(site_)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  EXPECT_THAT(names, ElementsAre("a.json", "a.json.tmp", "a.json.tmp12x", "b.json.tmp123"));
}

TEST_F(SiteFilesTest, PlacesThatCannotBeAreNamed) {
  write_text(dir_.file("file"), "");
  const Status status = SiteFiles::open(dir_.file("file"), {}).status();
  EXPECT_EQ(status.code(), Code::kIo);
  EXPECT_EQ(status.place(), dir_.file("file"));
  EXPECT_EQ(SiteFiles::open(dir_.file("file/site"), {}).status().code(), Code::kIo);
  SiteFiles files = open();
  write_text(site_ + "/models", "in the way");
  EXPECT_FALSE(files.write("models/a.nsm", bytes_of("x")).ok());
  EXPECT_EQ(read_text(site_ + "/models"), "in the way");
}

TEST_F(SiteFilesTest, ReadingSaysWhy) {
  EXPECT_EQ(read_file(dir_.file("none")).status().code(), Code::kNotFound);
  EXPECT_EQ(read_file(dir_.path()).status().code(), Code::kIo);
}

}  // namespace
}  // namespace nearshelf::site
