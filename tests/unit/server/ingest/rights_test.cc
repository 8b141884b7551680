#include "server_sync/server/ingest/rights.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/protocol/sample_batch.h"

namespace nearshelf::server {
namespace {

using Json = nlohmann::json;

const Pepper& pepper() {
  static const Pepper kPepper(protocol::sample_bytes(99));
  return kPepper;
}

TEST(ToEraseRequest, PeppersEveryPseudonymForItsTenant) {
  const protocol::EraseBody body = {"r", false, {protocol::sample_bytes(1), protocol::sample_bytes(2)}};
  const EraseRequest request = to_erase_request("shop", body, pepper());
  EXPECT_EQ(request.tenant, "shop");
  EXPECT_EQ(request.request_id, "r");
  EXPECT_EQ(request.scope, EraseScope::kModelImprovement);
  ASSERT_EQ(request.pseudonyms.size(), 2u);
  EXPECT_EQ(request.pseudonyms[1], pepper().apply("shop", protocol::sample_bytes(2)));
  EXPECT_EQ(to_erase_request("shop", {"r", true, {}}, pepper()).scope, EraseScope::kAll);
}

StoredEvent stored_event(const std::string& id, uint8_t who) {
  StoredEvent event;
  event.event_id = id;
  event.kind = protocol::kView;
  event.pseudonym = pepper().apply("shop", protocol::sample_bytes(who));
  event.purposes = 6;
  event.item_id = "sku \"1\"";
  event.time_ms = protocol::kSampleTimeMs;
  return event;
}

TEST(ExportReply, ShowsThePseudonymsThatTheDeviceKnows) {
  ExportReply reply("sh\"op", {{protocol::sample_bytes(1), protocol::sample_bytes(2), protocol::sample_bytes(1)}},
                    pepper(), 1234);
  ASSERT_EQ(reply.pseudonyms().size(), 2u) << "each is asked for once";
  ExportReply of_shop("shop", {{protocol::sample_bytes(1), protocol::sample_bytes(2)}}, pepper(), 1234);
  StoredEvent full = stored_event("b", 2);
  full.dwell_ms = 5;
  full.scroll_percent = 6;
  full.quantity = 7;
  full.price = 8.5;
  full.rating = 4;
  of_shop.add(stored_event("a", 1), "");
  of_shop.add(full, "rate");
  const Json json = Json::parse(std::move(of_shop).finish());
  EXPECT_EQ(json["tenant"], "shop");
  EXPECT_EQ(json["exported_at_ms"], 1234);
  ASSERT_EQ(json["events"].size(), 2u);
  const Json& a = json["events"][0];
  EXPECT_EQ(a["pseudonym"], "01080f161d242b323940474e555c636a71787f868d949ba2a9b0b7bec5ccd3da");
  EXPECT_EQ(a["kind"], "view");
  EXPECT_EQ(a["item_id"], "sku \"1\"");
  EXPECT_EQ(a["purposes"], Json({"measurement", "model_improvement"}));
  EXPECT_FALSE(a.contains("quarantine") || a.contains("price"));
  const Json& b = json["events"][1];
  EXPECT_EQ(b["quarantine"], "rate");
  EXPECT_EQ(b["price"], 8.5);
  EXPECT_EQ(b["dwell_ms"], 5);
  EXPECT_EQ(b["scroll_percent"], 6);
  EXPECT_EQ(b["quantity"], 7);
  EXPECT_EQ(b["rating"], 4);
}

TEST(ExportReply, OfNothingIsAnEmptyList) {
  ExportReply reply("shop", {{protocol::sample_bytes(1)}}, pepper(), 5);
  EXPECT_EQ(std::move(reply).finish(), R"({"tenant":"shop","exported_at_ms":5,"events":[]})");
}

TEST(ExportReply, CanBeTakenPieceByPiece) {
  ExportReply whole("shop", {{protocol::sample_bytes(1)}}, pepper(), 5);
  ExportReply pieces("shop", {{protocol::sample_bytes(1)}}, pepper(), 5);
  std::string text = pieces.take();
  for (const char* id : {"a", "b", "c"}) {
    whole.add(stored_event(id, 1), "");
    pieces.add(stored_event(id, 1), "");
    EXPECT_GT(pieces.size_bytes(), 0u);
    text += pieces.take();
    EXPECT_EQ(pieces.size_bytes(), 0u);
  }
  text += std::move(pieces).finish();
  EXPECT_EQ(text, std::move(whole).finish());
}

}  // namespace
}  // namespace nearshelf::server
