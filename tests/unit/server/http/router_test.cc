#include "server_sync/server/http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using ::testing::ElementsAre;

Route route(std::string method, std::string pattern) {
  Route made;
  made.method = std::move(method);
  made.pattern = std::move(pattern);
  return made;
}

class RouterTest : public ::testing::Test {
 protected:
  Router::Found find(std::string_view method, std::string_view target) {
    return router_.find(method, *parse_target(target));
  }
  std::string pattern(std::string_view method, std::string_view target) {
    const Router::Found found = find(method, target);
    const auto* match = std::get_if<Router::Match>(&found);
    return match ? match->route->pattern : "";
  }

  Router router_{{route("PUT", "/v1/models"), route("GET", "/v1/models/{tenant}/manifest.json"),
                  route("GET", "/v1/models/{tenant}/{file}"), route("POST", "/v1/models/{tenant}/{file}"),
                  route("GET", "/")}};
};

TEST_F(RouterTest, FindsTheFirstThatFits) {
  EXPECT_EQ(pattern("PUT", "/v1/models"), "/v1/models");
  EXPECT_EQ(pattern("GET", "/v1/models/shop/manifest.json"), "/v1/models/{tenant}/manifest.json");
  EXPECT_EQ(pattern("GET", "/v1/models/shop/a.nsm"), "/v1/models/{tenant}/{file}");
  EXPECT_EQ(pattern("HEAD", "/v1/models/shop/a.nsm"), "/v1/models/{tenant}/{file}");
  EXPECT_EQ(pattern("GET", "/"), "/");
}

TEST_F(RouterTest, GivesTheParameters) {
  const Router::Found found = find("GET", "/v1/models/my%20shop/a.nsm?x=1");
  EXPECT_THAT(std::get<Router::Match>(found).parameters, ElementsAre("my shop", "a.nsm"));
}

TEST_F(RouterTest, TellsWhichMethodsThereAre) {
  const Router::Found found = find("DELETE", "/v1/models/shop/a.nsm");
  EXPECT_EQ(std::get<Router::WrongMethod>(found).allow, "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(pattern("get", "/"), "");
}

TEST_F(RouterTest, FindsNothingWhereThereIsNothing) {
  EXPECT_TRUE(std::holds_alternative<Router::NoRoute>(find("GET", "/v1")));
  EXPECT_TRUE(std::holds_alternative<Router::NoRoute>(find("GET", "/v1/models/a/b/c")));
}

}  // namespace
}  // namespace nearshelf::server
