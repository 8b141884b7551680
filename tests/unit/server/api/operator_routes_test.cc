// Statistics, health, metrics.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/server/api/route_harness.h"

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

class OperatorRoutes : public RouteHarness {};

TEST_F(OperatorRoutes, StatsHaveWhatThePageDraws) {
  ASSERT_EQ(ask("POST", "/v1/events", json_batch("e-1"), {{"content-type", "application/json"}}).status, 200);
  const Response response = ask("GET", "/v1/stats?hours=2");
  EXPECT_EQ(response.status, 200);
  const Json json = Json::parse(response.body);
  EXPECT_EQ(json["tenant"], "shop");
  EXPECT_EQ(json["server_version"], "1.2.3");
  EXPECT_EQ(json["now_ms"], kNow);
  EXPECT_EQ(json["started_ms"], kNow - kHourMs);
  EXPECT_EQ(json["hours"].size(), 1u);
  EXPECT_EQ(json["hours"][0]["verdicts"]["stored"], 1);
  EXPECT_EQ(json["queue"]["limit"], 1000);
  EXPECT_EQ(json["refusals"]["503"], 0);
  EXPECT_TRUE(json["model"].is_null());
  EXPECT_EQ(json["latency"]["count"], 0);
  EXPECT_TRUE(json["latency"]["buckets"].back()["le_ms"].is_null());
}

TEST_F(OperatorRoutes, HoursHaveToBeANumberOfThem) {
  for (const char* query : {"hours=1", "hours=744"}) {
    EXPECT_EQ(ask("GET", std::string("/v1/stats?") + query).status, 200) << query;
  }
  for (const char* query : {"hours=0", "hours=745", "hours=x", "hours=", "hours=1&hours=2", "days=1"}) {
    EXPECT_EQ(ask("GET", std::string("/v1/stats?") + query).status, 400) << query;
  }
  EXPECT_EQ(ask("GET", "/v1/stats").status, 200);
}

TEST_F(OperatorRoutes, HealthIsThatOfTheProcessReadinessThatOfTheStoreToo) {
  EXPECT_EQ(ask("GET", "/healthz").status, 200);
  EXPECT_EQ(ask("GET", "/readyz").status, 200);
  store_.fail_with(io_error("gone"));
  EXPECT_EQ(ask("GET", "/healthz").status, 200);
  EXPECT_EQ(ask("GET", "/readyz").status, 503);
  store_.fail_with(ok_status());
  draining_ = true;
  EXPECT_EQ(ask("GET", "/healthz").status, 200);
  EXPECT_EQ(ask("GET", "/readyz").status, 503);
}

TEST_F(OperatorRoutes, MetricsAreForThoseWithTheTokenWhereThereIsOne) {
  EXPECT_THAT(ask("GET", "/metrics").body, HasSubstr("nearshelf_connections 3"));
  backend_.metrics_token = "secret";
  EXPECT_EQ(ask("GET", "/metrics").status, 401);
  EXPECT_EQ(ask("GET", "/metrics", "", {{"authorization", "Bearer wrong"}}).status, 401);
  EXPECT_EQ(ask("GET", "/metrics", "", {{"authorization", "Bearer secret"}}).status, 200);
}

}  // namespace
}  // namespace nearshelf::server
