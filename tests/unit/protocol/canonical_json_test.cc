#include "server_sync/protocol/canonical_json.h"

#include <gtest/gtest.h>

#include "server_sync/protocol/hex.h"

namespace nearshelf::protocol {
namespace {

using Json = nlohmann::json;

TEST(CanonicalJson, IsOneTextForOneValue) {
  const Json json = Json::parse(" { \"b\" : [ 1 , true ] , \"a\" : \"h\\u00e4\\u2028\\/\", \"B\": -1 } ");
  EXPECT_EQ(canonical_json(json), "{\"B\":-1,\"a\":\"hä\u2028/\",\"b\":[1,true]}");
  EXPECT_EQ(canonical_json(Json::parse(canonical_json(json))), canonical_json(json));
}

TEST(CanonicalJson, DoesNotThrowAtTextThatIsNone) { EXPECT_EQ(canonical_json(Json("\xff")), "\"\uFFFD\""); }

// The text stands in audit logs: the expectation must not be computed.
TEST(ReceiptHash, IsTheSha256OfItsCanonicalJson) {
  const Receipt receipt = {1'764'072'000'000, "2026-01", kMeasurement | kModelImprovement, true};
  EXPECT_EQ(canonical_json(receipt_json(receipt)),
            R"({"decided_at_ms":1764072000000,"global_privacy_control":true,)"
            R"("granted":["measurement","model_improvement"],"policy_version":"2026-01"})");
  EXPECT_EQ(to_hex(receipt_hash(receipt)), "0ec48e3decd00f80c11da8706faf91cb7a0c65b2ef73beafa121481aa5d1e744");
  EXPECT_EQ(canonical_json(receipt_json({})),
            R"({"decided_at_ms":0,"global_privacy_control":false,"granted":[],"policy_version":""})");
}

TEST(ReceiptHash, EveryFieldCounts) {
  const Receipt receipt = {1000, "1", kMeasurement, false};
  const Bytes32 hash = receipt_hash(receipt);
  EXPECT_EQ(receipt_hash({1000, "1", kMeasurement, false}), hash);
  EXPECT_NE(receipt_hash({1001, "1", kMeasurement, false}), hash);
  EXPECT_NE(receipt_hash({1000, "2", kMeasurement, false}), hash);
  EXPECT_NE(receipt_hash({1000, "1", kMeasurement | kModelImprovement, false}), hash);
  EXPECT_NE(receipt_hash({1000, "1", kMeasurement, true}), hash);
}

}  // namespace
}  // namespace nearshelf::protocol
