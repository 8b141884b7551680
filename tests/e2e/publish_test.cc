// Publishing as an operator does it: from the command line, on disks that are full, with a finger on Ctrl-C.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/e2e/process.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::read_text;
using testing::TempDir;
using testing::write_text;

constexpr const char* kOldModel = NEARSHELF_SOURCE_DIR "/tests/conformance/sessions/shop-1.nsm";
constexpr const char* kNewModel = NEARSHELF_SOURCE_DIR "/tests/conformance/sessions/shop-2.nsm";

class PublishTest : public ::testing::Test {
 protected:
  static std::vector<std::string> command(const std::string& model, const std::string& directory,
                                          std::vector<std::string> more = {}) {
    std::vector<std::string> all = {"publish", "--model", model, "--static", directory};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  std::string site(const std::string& path = "") const { return dir_.file("site") + (path.empty() ? "" : "/" + path); }
  json manifest() const { return json::parse(read_text(site("manifest.json")), nullptr, false); }

  // The model that the manifest names is there and whole.
  void expect_served() const {
    const json model = manifest()["model"];
    const std::string path = site(model["url"]);
    EXPECT_EQ(fs::file_size(path), model["bytes"]);
    EXPECT_EQ(nearshelf({"inspect", path}).exit_code, 0);
  }

  TempDir dir_;
};

TEST_F(PublishTest, ReportsForPeopleAndPrograms) {
  const Outcome text = nearshelf(command(kOldModel, site()));
  ASSERT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("Devices are to open manifest.json"));
  EXPECT_THAT(text.err, HasSubstr("write manifest.json"));
  const Outcome again = nearshelf(command(kOldModel, site(), {"--json", "-q"}));
  ASSERT_EQ(again.exit_code, 0) << again.err;
  EXPECT_THAT(again.err, IsEmpty());
  EXPECT_EQ(json::parse(again.out)["manifest_written"], false);
  EXPECT_EQ(json::parse(again.out)["model"]["url"], manifest()["model"]["url"]);
  expect_served();
}

TEST_F(PublishTest, WhatIsWrongIsSaid) {
  EXPECT_EQ(nearshelf({"publish", "--model", kOldModel}).exit_code, 2);
  EXPECT_EQ(nearshelf(command(kOldModel, site(), {"--keep", "-1"})).exit_code, 2);
  const Outcome url = nearshelf(command(kOldModel, site(), {"--base-url", "cdn.example.com"}));
  EXPECT_EQ(url.exit_code, 2);
  EXPECT_THAT(url.err, HasSubstr("must be like https://"));
  write_text(dir_.file("text"), "no model");
  EXPECT_EQ(nearshelf(command(dir_.file("text"), site())).exit_code, 1);
  EXPECT_FALSE(fs::exists(site()));
  const Outcome no_directory = nearshelf(command(kOldModel, dir_.file("text/site")));
  EXPECT_EQ(no_directory.exit_code, 1);
  EXPECT_THAT(no_directory.err, HasSubstr(dir_.file("text/site") + ": "));
  EXPECT_THAT(nearshelf(command(kOldModel, site(), {"--package", dir_.file("none")})).err,
              HasSubstr(dir_.file("none")));
}

TEST_F(PublishTest, OlderModelsNeedAWord) {
  ASSERT_EQ(nearshelf(command(kNewModel, site())).exit_code, 0);
  const Outcome refused = nearshelf(command(kOldModel, site(), {"-q"}));
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("--allow-rollback"));
  const json newer = manifest();
  EXPECT_EQ(nearshelf(command(kOldModel, site(), {"--allow-rollback"})).exit_code, 0);
  EXPECT_LT(manifest()["model"]["version"], newer["model"]["version"]);
  expect_served();
}

// A file system that takes no more than some kilobytes of a file stands for a full disk.
TEST_F(PublishTest, AWriteThatFailsLeavesWhatWasThere) {
  ASSERT_EQ(nearshelf(command(kOldModel, site())).exit_code, 0);
  const json before = manifest();
  const std::string limited = std::string("trap '' XFSZ; ulimit -f 4; exec ") + NEARSHELF_BINARY + " publish --model " +
                              kNewModel + " --static " + site();
  const Outcome outcome = Process({"/bin/bash", "-c", limited}).wait();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("cannot write"));
  EXPECT_THAT(outcome.err, HasSubstr(site("models/")));
  EXPECT_EQ(manifest(), before);
  expect_served();
  EXPECT_EQ(nearshelf(command(kNewModel, site())).exit_code, 0);
  expect_served();
}

// tests/unit/publisher/site kills it before every single step; here the kill comes from outside, at any moment.
TEST_F(PublishTest, KilledAtAnyMomentItLeavesAManifestThatWorks) {
  ASSERT_EQ(nearshelf(command(kOldModel, dir_.file("start"))).exit_code, 0);
  int killed = 0;
  for (int delay_us = 1'000; delay_us < 60'000; delay_us += 3'000) {
    fs::remove_all(site());
    fs::copy(dir_.file("start"), site(), fs::copy_options::recursive);
    Process process(nearshelf_command(command(kNewModel, site(), {"--keep", "0"})));
    std::this_thread::sleep_for(std::chrono::microseconds(delay_us));
    process.signal(SIGKILL);
    if (process.wait().exit_code == 128 + SIGKILL) ++killed;
    expect_served();
    ASSERT_EQ(nearshelf(command(kNewModel, site(), {"--keep", "0"})).exit_code, 0);
    expect_served();
    EXPECT_EQ(std::distance(fs::directory_iterator(site("models")), fs::directory_iterator()), 3) << "and .br and .gz";
  }
  EXPECT_GT(killed, 0);
}

}  // namespace
}  // namespace nearshelf::e2e
