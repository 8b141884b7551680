#include "server_sync/server/config/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

class LoadConfig : public ::testing::Test {
 protected:
  std::string file(const std::string& text) {
    testing::write_text(directory_.file("server.toml"), text);
    return directory_.file("server.toml");
  }
  ConfigSources sources() {
    ConfigSources sources;
    sources.flags = {{"data", "/data"}};
    sources.environment = [this](const std::string& name) -> std::optional<std::string> {
      const auto found = environment_.find(name);
      return found == environment_.end() ? std::nullopt : std::optional<std::string>(found->second);
    };
    return sources;
  }

  testing::TempDir directory_;
  std::map<std::string, std::string> environment_;
};

TEST_F(LoadConfig, NeedsNothingButAPlaceForTheData) {
  Config expected;
  expected.data = "/data";
  EXPECT_EQ(*load_config(sources()), expected);
}

TEST_F(LoadConfig, FlagBeatsEnvironmentBeatsFileBeatsDefault) {
  ConfigSources all = sources();
  all.file = file("threads = 2\n[limits]\nin_flight = 5\nconnections = 7\n");
  EXPECT_EQ(load_config(all)->threads, 2);
  environment_ = {{"NEARSHELF_SERVER_THREADS", "3"}, {"NEARSHELF_SERVER_LIMITS_IN_FLIGHT", "6"}};
  EXPECT_EQ(load_config(all)->threads, 3);
  all.flags["threads"] = "4";
  const Result<Config> config = load_config(all);
  EXPECT_EQ(config->threads, 4);
  EXPECT_EQ(config->max_in_flight, 6);
  EXPECT_EQ(config->max_connections, 7);
}

TEST_F(LoadConfig, NamesWhereAWrongValueStands) {
  ConfigSources wrong = sources();
  wrong.file = file("\n\nthreads = \"x\"\n");
  EXPECT_EQ(load_config(wrong).status().place(), directory_.file("server.toml") + ":3");
  wrong.file.clear();
  environment_ = {{"NEARSHELF_SERVER_THREADS", "x"}};
  EXPECT_EQ(load_config(wrong).status().place(), "NEARSHELF_SERVER_THREADS");
  environment_.clear();
  wrong.flags["threads"] = "x";
  EXPECT_EQ(load_config(wrong).status().place(), "--threads");
}

TEST_F(LoadConfig, SaysThatAFileIsMissing) {
  ConfigSources wrong = sources();
  wrong.file = directory_.file("nowhere.toml");
  EXPECT_EQ(load_config(wrong).status().code(), Code::kNotFound);
}

TEST_F(LoadConfig, ChecksWhatKeysAreTogether) {
  ConfigSources wrong = sources();
  wrong.flags["tls.key"] = "a.key";
  EXPECT_EQ(load_config(wrong).status().place(), "tls");
}

}  // namespace
}  // namespace nearshelf::server
