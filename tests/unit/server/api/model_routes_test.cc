// PUT /v1/models, and what devices fetch.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/test_model.h"
#include "tests/unit/server/api/route_harness.h"

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

class ModelRoutes : public RouteHarness {
 protected:
  void SetUp() override { ASSERT_TRUE(store_.add_token({"id", "shop", Role::kPublisher, {}, 0, ""}).ok()); }
  static std::string artifact(uint64_t version, uint64_t seed = 1) {
    testing::TestModelOptions options;
    options.version = version;
    options.seed = seed;
    const model::AlignedBytes bytes = testing::make_test_bytes(options);
    return std::string(bytes.span().begin(), bytes.span().end());
  }
  Response put(std::string body) { return ask("PUT", "/v1/models", std::move(body)); }
};

TEST_F(ModelRoutes, APublishedModelIsOffered) {
  const std::string bytes = artifact(3);
  EXPECT_EQ(ask("GET", "/v1/models/shop/manifest.json").status, 404);
  const Response published = put(bytes);
  EXPECT_EQ(published.status, 201);
  EXPECT_EQ(Json::parse(published.body)["version"], 3);

  const Response manifest = ask("GET", "/v1/models/shop/manifest.json");
  EXPECT_EQ(manifest.status, 200);
  EXPECT_THAT(header_of(manifest, "Cache-Control"), HasSubstr("max-age=60"));
  const Json json = Json::parse(manifest.body);
  EXPECT_EQ(json["model"]["bytes"], bytes.size());

  const Response model = ask("GET", "/v1/models/shop/" + json["model"]["url"].get<std::string>());
  EXPECT_EQ(model.status, 200);
  EXPECT_THAT(header_of(model, "Cache-Control"), HasSubstr("immutable"));
  EXPECT_EQ(body_of(model), bytes);
}

TEST_F(ModelRoutes, WhatADeviceHasIsNotSentAgain) {
  put(artifact(1));
  const Response manifest = ask("GET", "/v1/models/shop/manifest.json");
  const std::string url = "/v1/models/shop/" + Json::parse(manifest.body)["model"]["url"].get<std::string>();
  for (const std::string& target : {std::string("/v1/models/shop/manifest.json"), url}) {
    const std::string etag = header_of(ask("GET", target), "ETag");
    const Response again = ask("GET", target, "", {{"if-none-match", etag}});
    EXPECT_EQ(again.status, 304) << target;
    EXPECT_EQ(body_of(again), "");
    EXPECT_EQ(header_of(again, "ETag"), etag);
    EXPECT_EQ(ask("GET", target, "", {{"if-none-match", "\"other\""}}).status, 200);
  }
}

TEST_F(ModelRoutes, AnOlderOneOrAnotherOfTheSameVersionIsRefused) {
  EXPECT_EQ(put(artifact(2)).status, 201);
  EXPECT_EQ(put(artifact(2)).status, 201);
  EXPECT_EQ(put(artifact(1)).status, 409);
  EXPECT_EQ(put(artifact(2, 7)).status, 409);
  EXPECT_EQ(put(artifact(3)).status, 201);
}

TEST_F(ModelRoutes, WhatIsNoModelIsRefusedAndNothingChanges) {
  put(artifact(2));
  std::string broken = artifact(3);
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 0x55);
  broken.resize(broken.size() - 100);
  EXPECT_EQ(put(broken).status, 422);
  EXPECT_EQ(put("nonsense").status, 422);
  EXPECT_EQ(Json::parse(ask("GET", "/v1/models/shop/manifest.json").body)["model"]["version"], 2);
}

TEST_F(ModelRoutes, OtherNamesAndTenantsHaveNothing) {
  put(artifact(1));
  EXPECT_EQ(ask("GET", "/v1/models/other/manifest.json").status, 404);
  EXPECT_EQ(ask("GET", "/v1/models/shop/0123456789abcdef.nsm").status, 404);
}

}  // namespace
}  // namespace nearshelf::server
