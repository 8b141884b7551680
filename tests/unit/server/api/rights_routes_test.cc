// POST /v1/erase and /v1/export, GET /v1/keys.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <span>

#include "server_sync/server/http/content_decoder.h"
#include "tests/unit/server/api/route_harness.h"

namespace nearshelf::server {
namespace {

using Json = nlohmann::json;

class RightsRoutes : public RouteHarness {
 protected:
  void SetUp() override {
    for (const char* id : {"e-1", "e-2"}) {
      ASSERT_EQ(ask("POST", "/v1/events", json_batch(id), {{"content-type", "application/json"}}).status, 200);
    }
  }
  Response send(const std::string& target, const Json& body, Headers headers = {}) {
    return ask("POST", target, body.dump(), std::move(headers));
  }
  const Json mine_ = {std::string(64, 'a')};
  const Json nobodys_ = {std::string(64, 'b')};
};

TEST_F(RightsRoutes, EraseGivesAReceiptThatCanBeVerified) {
  const Json body = {{"request_id", "r-1"}, {"scope", "all"}, {"pseudonyms", mine_}};
  const Response response = send("/v1/erase", body);
  EXPECT_EQ(response.status, 200);
  const auto receipt = verify_receipt(response.body, std::span(&signer_.public_key(), 1));
  ASSERT_TRUE(receipt.ok()) << receipt.status().to_string();
  EXPECT_EQ(receipt->events, 2u);
  EXPECT_EQ(receipt->tenant, "shop");
  EXPECT_TRUE(store_.rows("shop").empty());
  EXPECT_EQ(send("/v1/erase", body).body, response.body);
}

TEST_F(RightsRoutes, ExportHasWhatIsUnderThePseudonymAndNothingElse) {
  const Response response = send("/v1/export", {{"pseudonyms", mine_}});
  EXPECT_EQ(response.status, 200);
  const Json json = Json::parse(body_of(response));
  EXPECT_EQ(json["tenant"], "shop");
  EXPECT_EQ(json["events"].size(), 2u);
  EXPECT_EQ(json["events"][0]["pseudonym"], std::string(64, 'a'));
  EXPECT_TRUE(Json::parse(body_of(send("/v1/export", {{"pseudonyms", nobodys_}})))["events"].empty());
}

TEST_F(RightsRoutes, ALargeExportGoesThroughItsFileInPieces) {
  for (int i = 0; i < 300; ++i) {
    Json batch = Json::parse(json_batch("x"));
    for (int e = 0; e < 20; ++e) {
      batch["events"][static_cast<size_t>(e)] = batch["events"][0];
      batch["events"][static_cast<size_t>(e)]["id"] = std::to_string(i) + "-" + std::to_string(e);
    }
    ASSERT_EQ(ask("POST", "/v1/events", batch.dump(), {{"content-type", "application/json"}}).status, 200);
  }
  const Json plain = Json::parse(body_of(send("/v1/export", {{"pseudonyms", mine_}})));
  EXPECT_GE(plain["events"].size() + 0u, 1000u);
  const Response compressed = send("/v1/export", {{"pseudonyms", mine_}}, {{"accept-encoding", "gzip"}});
  EXPECT_EQ(header_of(compressed, "Content-Encoding"), "gzip");
  std::string text;
  ASSERT_TRUE(ContentDecoder::make(ContentCoding::kGzip, 100'000'000)->push(body_of(compressed), text).ok());
  EXPECT_EQ(Json::parse(text), plain);
}

TEST_F(RightsRoutes, WhatIsNoRequestIsRefused) {
  EXPECT_EQ(send("/v1/erase", {{"pseudonyms", mine_}}).status, 400);
  EXPECT_EQ(send("/v1/export", {{"pseudonyms", {"short"}}}).status, 400);
  EXPECT_EQ(ask("POST", "/v1/export", "nonsense").status, 400);
}

TEST_F(RightsRoutes, MadeUpEraseRequestsDoNotFillTheAuditLog) {
  const auto erase = [&](int number) {
    return send("/v1/erase",
                {{"request_id", "r-" + std::to_string(number)}, {"scope", "all"}, {"pseudonyms", nobodys_}});
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(erase(i).status, 200);
  const Response refused = erase(5);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(header_of(refused, "Retry-After"), "60");
  EXPECT_EQ(erase(2).status, 200) << "one whose answer was lost is answered again";
  EXPECT_EQ(ask("POST", "/v1/events", json_batch("e-3"), {{"content-type", "application/json"}}).status, 200);
}

TEST_F(RightsRoutes, AStoreThatFailsMeansTryAgain) {
  store_.fail_with(io_error("disk on fire"));
  const Response response = send("/v1/erase", {{"request_id", "r-1"}, {"scope", "all"}, {"pseudonyms", mine_}});
  EXPECT_EQ(response.status, 503);
  EXPECT_FALSE(header_of(response, "Retry-After").empty());
}

TEST_F(RightsRoutes, KeysAreThoseThatSign) {
  const Response response = ask("GET", "/v1/keys");
  EXPECT_EQ(response.body, keys_json(backend_.listed_keys));
  EXPECT_EQ(Json::parse(response.body)["keys"].size(), 2u) << "a retired key stays";
}

}  // namespace
}  // namespace nearshelf::server
