#include "server_sync/server/program/config_flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server_sync/server/config/keys.h"

namespace nearshelf::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ConfigFlagsTest : public ::testing::Test {
 protected:
  Result<Config> load(std::vector<std::string> arguments) {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants a vector
    app_.parse(arguments);
    return flags_.load();
  }

  CLI::App app_;
  const ConfigFlags flags_{app_};
};

TEST_F(ConfigFlagsTest, EveryKeyHasAFlag) {
  for (const Key& key : config_keys()) EXPECT_NE(app_.get_option_no_throw(flag_of(key)), nullptr) << key.name;
}

TEST_F(ConfigFlagsTest, ListsTakeCommasAndTheFlagAgain) {
  const Result<Config> config =
      load({"--data", "/d", "--listen", "127.0.0.1:1,127.0.0.1:2", "--listen", "[::1]:3", "--log-access", "false"});
  ASSERT_TRUE(config.ok()) << config.status().to_string();
  EXPECT_THAT(config->listen, ElementsAre("127.0.0.1:1", "127.0.0.1:2", "[::1]:3"));
  EXPECT_FALSE(config->access_log);
}

TEST_F(ConfigFlagsTest, TheLastOfAValueCounts) {
  EXPECT_EQ(load({"--data", "/d", "--threads", "1", "--threads", "2"})->threads, 2);
}

TEST_F(ConfigFlagsTest, HelpHasDefaultsAndNoMarks) {
  const std::string help = app_.help();
  EXPECT_THAT(help, HasSubstr("[10000]"));
  EXPECT_EQ(help.find('`'), std::string::npos);
}

}  // namespace
}  // namespace nearshelf::server
