#include "server_sync/server/config/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;

Config sound() {
  Config config;
  config.data = "/data";
  return config;
}

TEST(ParseListen, TakesAddressesOfBothFamilies) {
  EXPECT_EQ(parse_listen("127.0.0.1:8787")->host, "127.0.0.1");
  EXPECT_EQ(parse_listen("127.0.0.1:8787")->port, 8787);
  EXPECT_EQ(parse_listen("[::1]:0")->host, "::1");
  EXPECT_EQ(parse_listen("*:443")->host, "::");
}

TEST(ParseListen, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "8787", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80x",
                           "localhost:80", "::1:80", "[127.0.0.1]:80", "[::1:80", "999.0.0.1:80"}) {
    EXPECT_EQ(parse_listen(text).status().code(), Code::kInvalidArgument) << text;
  }
}

TEST(CheckConfig, DefaultsWithADataDirectoryAreSound) { EXPECT_TRUE(check_config(sound()).ok()); }

TEST(CheckConfig, SaysWhatToWriteWithoutADataDirectory) {
  EXPECT_THAT(check_config(Config()).message(), HasSubstr("--data DIR"));
}

TEST(CheckConfig, NamesWhatDoesNotGoTogether) {
  const auto place_of_broken = [](auto breaking) {
    Config config = sound();
    breaking(config);
    return check_config(config).place();
  };
  EXPECT_EQ(place_of_broken([](Config& c) { c.listen = {}; }), "listen");
  EXPECT_EQ(place_of_broken([](Config& c) { c.listen = {"nowhere"}; }), "listen");
  EXPECT_EQ(place_of_broken([](Config& c) { c.tls_certificate = "a.pem"; }), "tls");
  EXPECT_EQ(place_of_broken([](Config& c) { c.cors_origins = {"https://shop.example/"}; }), "cors.origins");
  EXPECT_EQ(place_of_broken([](Config& c) { c.cors_origins = {"shop.example"}; }), "cors.origins");
  EXPECT_EQ(place_of_broken([](Config& c) { c.trusted_proxies = {"proxy"}; }), "proxies");
  EXPECT_EQ(place_of_broken([](Config& c) { c.retired_keys = {"signing-key.old"}; }), "keys.retired");
  EXPECT_EQ(place_of_broken([](Config& c) { c.retired_keys = {std::string(64, 'g')}; }), "keys.retired");
  EXPECT_EQ(place_of_broken([](Config& c) { c.kafka_brokers = "k:9092"; }), "kafka");
  EXPECT_EQ(place_of_broken([](Config& c) { c.max_body_memory_bytes = 4096; }), "limits.body_memory_bytes");
  EXPECT_EQ(place_of_broken([](Config& c) { c.events_per_day = 5; }), "events.per_day");
}

TEST(CheckConfig, TakesWhatDoesGoTogether) {
  Config config = sound();
  config.listen = {"*:443", "[::1]:9000"};
  config.tls_certificate = "a.pem";
  config.tls_key = "a.key";
  config.cors_origins = {"*", "https://shop.example", "http://localhost:5173"};
  config.trusted_proxies = {"10.0.0.1", "::1"};
  config.retired_keys = {std::string(64, 'a'), std::string(64, '0')};
  config.kafka_brokers = "k:9092";
  config.kafka_topic = "events";
  EXPECT_TRUE(check_config(config).ok());
}

}  // namespace
}  // namespace nearshelf::server
