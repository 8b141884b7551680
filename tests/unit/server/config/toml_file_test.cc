// Configuration files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server_sync/server/config/load.h"

namespace nearshelf::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ApplyToml, TakesTablesAndDottedKeys) {
  Config config;
  const Status applied = apply_toml(
      "data = '/srv'\nlisten = ['*:80', '[::1]:81']\nlimits.connections = 5\n[log]\naccess = false\nlevel = 'error'\n",
      "f", config);
  ASSERT_TRUE(applied.ok()) << applied.to_string();
  EXPECT_EQ(config.data, "/srv");
  EXPECT_THAT(config.listen, ElementsAre("*:80", "[::1]:81"));
  EXPECT_EQ(config.max_connections, 5);
  EXPECT_FALSE(config.access_log);
  EXPECT_EQ(config.log_level, "error");
}

TEST(ApplyToml, NamesTheLineOfWhatIsWrong) {
  const auto status_of = [](const char* text) {
    Config config;
    return apply_toml(text, "server.toml", config);
  };
  EXPECT_EQ(status_of("data = 'x'\nthread = 3\n").place(), "server.toml:2");
  EXPECT_THAT(status_of("data = 'x'\nthread = 3\n").message(), HasSubstr("no key thread"));
  EXPECT_EQ(status_of("[limit]\nconnections = 3\n").place(), "server.toml:2");
  EXPECT_EQ(status_of("\n\nthreads = 1.5\n").place(), "server.toml:3");
  EXPECT_EQ(status_of("listen = [1]\n").place(), "server.toml:1");
  EXPECT_EQ(status_of("threads = 1000\n").place(), "server.toml:1");
  EXPECT_EQ(status_of("threads = 1\nthreads = 2\n").place(), "server.toml:2");
  EXPECT_EQ(status_of("threads = \n").code(), Code::kInvalidArgument);
}

}  // namespace
}  // namespace nearshelf::server
