#include "sdk/sync/erase_request.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sdk/sync/limits.h"

namespace nearshelf::sync {
namespace {

store::EraseRequest make_request() {
  store::EraseRequest request;
  request.request_id = "0123456789abcdef";
  request.pseudonyms.resize(2);
  request.pseudonyms[0].fill(0xa0);
  request.pseudonyms[1].fill(0x0b);
  return request;
}

TEST(EraseRequest, NamesEveryPseudonym) {
  const auto body = nlohmann::json::parse(erase_body(make_request()));
  std::string first;
  std::string second;
  for (int i = 0; i < 32; ++i) {
    first += "a0";
    second += "0b";
  }
  EXPECT_EQ(body,
            (nlohmann::json{{"request_id", "0123456789abcdef"}, {"scope", "all"}, {"pseudonyms", {first, second}}}));
}

TEST(EraseRequest, TheScopeIsAllOrTraining) {
  store::EraseRequest request = make_request();
  request.scope = store::EraseScope::kModelImprovement;
  EXPECT_EQ(nlohmann::json::parse(erase_body(request))["scope"], "model_improvement");
}

TEST(EraseRequest, AReceiptIsJsonThatNamesTheRequest) {
  const std::string id = make_request().request_id;
  EXPECT_TRUE(is_receipt(R"({"request_id":"0123456789abcdef","signature":"x"})", id));
  EXPECT_FALSE(is_receipt(R"({"later":"0123456789abcdef"})", id));
  EXPECT_FALSE(is_receipt(R"({"request_id":123})", id));
  EXPECT_FALSE(is_receipt(R"({"request_id":"another","signature":"x"})", id));
  EXPECT_FALSE(is_receipt(R"(["0123456789abcdef"])", id));
  EXPECT_FALSE(is_receipt("<html>0123456789abcdef</html>", id));
  EXPECT_FALSE(is_receipt("", id));
  EXPECT_FALSE(is_receipt(R"({"request_id":"0123456789abcdef")", id));
  EXPECT_FALSE(is_receipt("{\"request_id\":\"0123456789abcdef\",\"x\":\"\xff\"}", id));
  EXPECT_FALSE(is_receipt(R"({"request_id":"0123456789abcdef"})" + std::string(kMaxReceiptBytes, ' '), id));
}

}  // namespace
}  // namespace nearshelf::sync
