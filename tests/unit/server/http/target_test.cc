#include "server_sync/server/http/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(ParseTarget, SplitsAndDecodes) {
  const std::optional<Target> target = parse_target("/v1/models/my%20shop/manifest.json?hours=24&q=a+b%26c&flag");
  ASSERT_TRUE(target);
  EXPECT_THAT(target->segments, ElementsAre("v1", "models", "my shop", "manifest.json"));
  EXPECT_THAT(target->query, ElementsAre(Pair("hours", "24"), Pair("q", "a b&c"), Pair("flag", "")));
}

TEST(ParseTarget, TheRootHasNoSegments) {
  EXPECT_THAT(parse_target("/")->segments, IsEmpty());
  EXPECT_THAT(parse_target("/?")->segments, IsEmpty());
  EXPECT_THAT(parse_target("http://shop.example")->segments, IsEmpty());
}

TEST(ParseTarget, PassesOverHostAndASlashAtTheEnd) {
  EXPECT_THAT(parse_target("https://shop.example:8443/healthz")->segments, ElementsAre("healthz"));
  EXPECT_THAT(parse_target("/admin/")->segments, ElementsAre("admin"));
}

TEST(ParseTarget, RefusesWhatCouldMeanSomethingElseElsewhere) {
  for (const char* text : {"", "*", "v1", "//", "/v1//events", "/./a", "/a/..", "/%2e%2e/a", "/a%2Fb", "/a%", "/a%2",
                           "/a%zz", "/a%00", "/a%0d%0a", "/a#b", "/a?x=%", "ftp://x/y", "/a\x7f"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
}

TEST(QueryValue, IsThatOfTheOnlyOneOfItsName) {
  const Target target = *parse_target("/?a=1&b=2&b=3");
  EXPECT_EQ(query_value(target, "a"), "1");
  EXPECT_FALSE(query_value(target, "b"));
  EXPECT_FALSE(query_value(target, "c"));
}

}  // namespace
}  // namespace nearshelf::server
