#include "server_sync/server/config/keys.h"

#include <gtest/gtest.h>

#include <set>

namespace nearshelf::server {
namespace {

TEST(Keys, NamesFlagsAndVariablesAreUnique) {
  std::set<std::string> names;
  std::set<std::string> flags;
  std::set<std::string> variables;
  for (const Key& key : config_keys()) {
    EXPECT_TRUE(names.insert(std::string(key.name)).second) << key.name;
    EXPECT_TRUE(flags.insert(flag_of(key)).second) << key.name;
    EXPECT_TRUE(variables.insert(environment_of(key)).second) << key.name;
    EXPECT_FALSE(key.help.empty()) << key.name;
  }
}

TEST(Keys, AreSpelledAsFlagAndVariable) {
  const Key* key = find_key("limits.connections_per_address");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(flag_of(*key), "--limits-connections-per-address");
  EXPECT_EQ(environment_of(*key), "NEARSHELF_SERVER_LIMITS_CONNECTIONS_PER_ADDRESS");
  EXPECT_EQ(find_key("limits.nothing"), nullptr);
}

TEST(Keys, NoFieldIsLeftOut) {
  // Every key changes a field of its own: as many keys as fields would be a field twice if one were left out.
  std::set<std::string> seen;
  for (const Key& key : config_keys()) {
    Config config;
    std::visit(
        [&](auto member) {
          using Field = std::remove_reference_t<decltype(config.*member)>;
          if constexpr (std::is_same_v<Field, bool>) {
            config.*member = !(config.*member);
          } else if constexpr (std::is_same_v<Field, int64_t>) {
            config.*member += 1;
          } else {
            config.*member = Field{"changed"};
          }
        },
        key.field);
    EXPECT_NE(config, Config()) << key.name;
    std::string changed;
    for (const Key& other : config_keys()) changed += key_text(other, config) == key_text(other, Config()) ? '0' : '1';
    EXPECT_TRUE(seen.insert(changed).second) << key.name;
  }
}

}  // namespace
}  // namespace nearshelf::server
