// Which routes there are, and for whom.
#include "server_sync/server/api/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/unit/server/api/route_harness.h"

namespace nearshelf::server {
namespace {

class Routes : public RouteHarness {
 protected:
  std::map<std::string, Route> by_name() {
    std::map<std::string, Route> found;
    for (const Route& route : all_routes(backend_)) found[route.method + " " + route.pattern] = route;
    return found;
  }
};

TEST_F(Routes, AskForTheRolesOfTheContract) {
  const std::map<std::string, Role> roles = {{"POST /v1/events", Role::kDevice},
                                             {"POST /v1/erase", Role::kDevice},
                                             {"POST /v1/export", Role::kDevice},
                                             {"PUT /v1/models", Role::kPublisher},
                                             {"GET /v1/stats", Role::kAnalyst}};
  for (const auto& [name, route] : by_name()) {
    const auto needed = roles.find(name);
    EXPECT_EQ(route.role, needed == roles.end() ? 0 : static_cast<int>(needed->second)) << name;
  }
}

TEST_F(Routes, OfTheContractAreAllThere) {
  std::set<std::string> missing = {"POST /v1/events",
                                   "POST /v1/erase",
                                   "POST /v1/export",
                                   "GET /v1/models/{tenant}/manifest.json",
                                   "GET /v1/models/{tenant}/{file}",
                                   "PUT /v1/models",
                                   "GET /v1/keys",
                                   "GET /v1/stats",
                                   "GET /v1/openapi.json",
                                   "GET /healthz",
                                   "GET /readyz",
                                   "GET /admin",
                                   "GET /metrics"};
  for (const auto& [name, route] : by_name()) missing.erase(name);
  EXPECT_THAT(missing, ::testing::IsEmpty());
}

TEST_F(Routes, ThoseThatTakeABodyLimitIt) {
  for (const auto& [name, route] : by_name()) {
    EXPECT_EQ(route.max_body_bytes > 0, route.method != "GET") << name;
  }
}

}  // namespace
}  // namespace nearshelf::server
