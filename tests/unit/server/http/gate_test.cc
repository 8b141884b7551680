#include "server_sync/server/http/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using ::testing::_;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

class GateTest : public ::testing::Test {
 protected:
  GateTest() : router_(routes()), cors_({"https://shop.example"}) {}

  static std::vector<Route> routes() {
    Route post;
    post.method = "POST";
    post.pattern = "/events";
    post.max_body_bytes = 1000;
    post.body_types = {"application/json"};
    post.cross_origin = true;
    Route get;
    get.method = "GET";
    get.pattern = "/private/{id}";
    return {post, get};
  }
  Passage pass(std::string method, std::string_view target, Headers headers, BodyFacts body = {}) {
    RequestHead head;
    head.method = std::move(method);
    head.target = *parse_target(target);
    head.headers = std::move(headers);
    return pass_gate(router_, cors_, head, body);
  }
  int status(const Passage& passage) { return passage.answer ? passage.answer->status : 0; }

  Router router_;
  Cors cors_;
};

TEST_F(GateTest, LetsThroughWhatIsAsItShouldBe) {
  const Passage passage =
      pass("POST", "/events", {{"content-type", "application/json"}, {"content-encoding", "gzip"}}, {false, 1000});
  EXPECT_EQ(status(passage), 0);
  EXPECT_EQ(passage.route->pattern, "/events");
  EXPECT_EQ(passage.coding, ContentCoding::kGzip);
  EXPECT_EQ(status(pass("POST", "/events", {{"content-type", "application/json"}}, {true, std::nullopt})), 0);
  EXPECT_THAT(pass("GET", "/private/7", {}).parameters, ::testing::ElementsAre("7"));
}

TEST_F(GateTest, NamesWhatIsNot) {
  const Headers json = {{"content-type", "application/json"}};
  EXPECT_EQ(status(pass("GET", "/nothing", {})), 404);
  EXPECT_EQ(status(pass("GET", "/events", {})), 405);
  EXPECT_EQ(status(pass("POST", "/events", json)), 411);
  EXPECT_EQ(status(pass("POST", "/events", json, {false, 1001})), 413);
  EXPECT_EQ(status(pass("POST", "/events", {}, {false, 10})), 415);
  EXPECT_EQ(status(pass("POST", "/events", {{"content-type", "text/plain"}}, {false, 10})), 415);
  EXPECT_EQ(status(pass("GET", "/private/7", {}, {false, 1})), 413);
  EXPECT_EQ(status(pass("GET", "/private/7", {}, {true, std::nullopt})), 413);
  EXPECT_EQ(status(pass("GET", "/private/7", {}, {false, 0})), 0);
}

TEST_F(GateTest, SaysWhichMethodsAndCodingsThereAre) {
  EXPECT_THAT(pass("PUT", "/events", {}).answer->headers, Contains(Pair("Allow", "POST, OPTIONS")));
  const Passage coding =
      pass("POST", "/events", {{"content-type", "application/json"}, {"content-encoding", "zstd"}}, {false, 10});
  EXPECT_EQ(status(coding), 415);
  EXPECT_THAT(coding.answer->headers, Contains(Pair("Accept-Encoding", "gzip, br")));
}

TEST_F(GateTest, PreflightsAreAnsweredForRoutesThatPagesMayCall) {
  const Passage ours = pass("OPTIONS", "/events", {{"origin", "https://shop.example"}});
  EXPECT_EQ(status(ours), 204);
  EXPECT_THAT(ours.answer->headers, Contains(Pair("Access-Control-Allow-Methods", HasSubstr("POST"))));
  EXPECT_TRUE(ours.route->cross_origin);
  const Passage others = pass("OPTIONS", "/private/7", {{"origin", "https://shop.example"}});
  EXPECT_EQ(status(others), 204);
  EXPECT_THAT(others.answer->headers, ::testing::Not(Contains(Pair("Access-Control-Allow-Methods", _))));
}

}  // namespace
}  // namespace nearshelf::server
