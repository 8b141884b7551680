#include "server_sync/server/http/cors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using ::testing::_;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

TEST(Cors, WithoutOriginsSaysNothing) {
  Headers headers;
  Cors({}).add_headers("https://shop.example", headers);
  EXPECT_THAT(headers, IsEmpty());
}

TEST(Cors, AllowsTheConfiguredOriginsAndNoOthers) {
  const Cors cors({"https://shop.example"});
  Headers ours;
  cors.add_headers("https://shop.example", ours);
  EXPECT_THAT(ours, Contains(Pair("Access-Control-Allow-Origin", "https://shop.example")));
  EXPECT_THAT(ours, Contains(Pair("Vary", "Origin")));
  for (const char* origin : {"https://evil.example", "https://shop.example.evil.example", "null", ""}) {
    Headers others;
    cors.add_headers(origin, others);
    EXPECT_THAT(others, Contains(Pair("Vary", "Origin")));
    EXPECT_THAT(others, Not(Contains(Pair("Access-Control-Allow-Origin", _))));
  }
}

TEST(Cors, AStarAllowsAll) {
  Headers headers;
  Cors({"*"}).add_headers("https://any.example", headers);
  EXPECT_THAT(headers, Contains(Pair("Access-Control-Allow-Origin", "https://any.example")));
}

TEST(Cors, PreflightNamesMethodsAndHeadersForOursOnly) {
  const Cors cors({"https://shop.example"});
  const Response ours = cors.preflight("https://shop.example", "POST, OPTIONS");
  EXPECT_EQ(ours.status, 204);
  EXPECT_THAT(ours.headers, Contains(Pair("Access-Control-Allow-Methods", "POST, OPTIONS")));
  EXPECT_THAT(ours.headers, Contains(Pair("Access-Control-Allow-Headers", HasSubstr("Authorization"))));
  const Response others = cors.preflight("https://evil.example", "POST, OPTIONS");
  EXPECT_THAT(others.headers, Contains(Pair("Allow", "POST, OPTIONS")));
  EXPECT_THAT(others.headers, Not(Contains(Pair("Access-Control-Allow-Methods", _))));
}

}  // namespace
}  // namespace nearshelf::server
