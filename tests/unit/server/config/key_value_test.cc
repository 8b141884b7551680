// Values of keys: from text, from the file's types, and back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server_sync/server/config/keys.h"

namespace nearshelf::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Status set(const char* name, std::string_view text, Config& config) {
  return set_key_text(*find_key(name), text, config);
}

TEST(KeyValue, TextBecomesWhatTheKeyHolds) {
  Config config;
  EXPECT_TRUE(set("data", "/srv", config).ok());
  EXPECT_TRUE(set("limits.connections", "17", config).ok());
  EXPECT_TRUE(set("log.access", "false", config).ok());
  EXPECT_TRUE(set("cors.origins", " https://a.example, https://b.example ,", config).ok());
  EXPECT_EQ(config.data, "/srv");
  EXPECT_EQ(config.max_connections, 17);
  EXPECT_FALSE(config.access_log);
  EXPECT_THAT(config.cors_origins, ElementsAre("https://a.example", "https://b.example"));
}

TEST(KeyValue, TextThatIsNoValueSaysWhatItHasToBe) {
  Config config;
  EXPECT_THAT(set("limits.connections", "many", config).message(), HasSubstr("a whole number, not \"many\""));
  EXPECT_THAT(set("limits.connections", "17x", config).message(), HasSubstr("a whole number"));
  EXPECT_THAT(set("log.access", "yes", config).message(), HasSubstr("true or false"));
  EXPECT_THAT(set("limits.connections", "0", config).message(), HasSubstr("it can be 1 to 1000000"));
  EXPECT_THAT(set("log.level", "loud", config).message(), HasSubstr("debug, info, warning, error"));
  EXPECT_EQ(config, Config());
}

TEST(KeyValue, TypedValuesHaveToBeOfTheType) {
  Config config;
  EXPECT_TRUE(set_key(*find_key("threads"), int64_t{3}, config).ok());
  EXPECT_EQ(config.threads, 3);
  EXPECT_THAT(set_key(*find_key("threads"), std::string("3"), config).message(), HasSubstr("a whole number"));
  EXPECT_THAT(set_key(*find_key("listen"), std::string("a:1"), config).message(), HasSubstr("a list of strings"));
}

TEST(KeyValue, EveryDefaultComesBackFromItsText) {
  for (const Key& key : config_keys()) {
    Config config;
    EXPECT_TRUE(set_key_text(key, key_text(key, Config()), config).ok()) << key.name;
    EXPECT_EQ(config, Config()) << key.name;
  }
}

TEST(KeyValue, ASecretIsNotRepeatedInAMessage) {
  Key secret{"x", &Config::threads, "", 0, 1};
  secret.secret = true;
  Config config;
  EXPECT_THAT(set_key_text(secret, "hunter2", config).message(), Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace nearshelf::server
