#include "server_sync/protocol/batch_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "server_sync/protocol/batch_flatbuffers.h"
#include "server_sync/protocol/limits.h"
#include "tests/unit/protocol/sample_batch.h"

namespace nearshelf::protocol {
namespace {

using Json = nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Json sample_json() { return Json::parse(encode_batch_json(sample_batch())); }

template <typename Change>
Result<DecodedBatch> decode_changed(Change change) {
  Json json = sample_json();
  change(json);
  return decode_batch_json(json.dump());
}

template <typename Change>
std::string rejection_of(size_t event, Change change) {
  const auto decoded = decode_changed([&](Json& json) { change(json["events"][event]); });
  EXPECT_TRUE(decoded.ok()) << decoded.status().to_string();
  if (!decoded.ok()) return {};
  for (size_t i = 0; i < decoded->rejections.size(); ++i) {
    if (i != event) {
      EXPECT_EQ(decoded->rejections[i], "") << "the others go on";
    }
  }
  return decoded->rejections[event];
}

TEST(BatchJson, EveryFieldGoesThereAndBack) {
  const Batch batch = sample_batch();
  const auto decoded = decode_batch_json(encode_batch_json(batch));
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  EXPECT_THAT(decoded->rejections, ElementsAre("", "", ""));
  EXPECT_EQ(encode_batch_flatbuffers(decoded->batch), encode_batch_flatbuffers(batch));
}

TEST(BatchJson, HasNamesForNumbersAndHexForBytes) {
  const Json json = sample_json();
  EXPECT_EQ(json["pseudonyms"][0], "01080f161d242b323940474e555c636a71787f868d949ba2a9b0b7bec5ccd3da");
  EXPECT_EQ(json["receipts"][0]["granted"], Json({"measurement"}));
  EXPECT_EQ(json["events"][0]["kind"], "view");
  EXPECT_EQ(json["events"][0]["session"], 0xfedcba9876543210u);
  EXPECT_FALSE(json["events"][0].contains("quantity"));
}

TEST(BatchJson, OnlyAFewFieldsAreNeeded) {
  const auto decoded = decode_batch_json(R"({"sent_at_ms":5,"pseudonyms":[")" + std::string(64, '0') +
                                         R"("],"receipts":[{"decided_at_ms":1,"policy_version":"1","granted":[]}],)"
                                         R"("events":[{"id":"a","kind":"click","time_ms":0,"item_id":"i"}]})");
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  EXPECT_THAT(decoded->rejections, ElementsAre(""));
  EXPECT_EQ(decoded->batch.receipts[0].granted, 0);
  EXPECT_TRUE(decode_batch_json(R"({"sent_at_ms":5,"pseudonyms":[],"receipts":[],"events":[]})").ok());
  for (const char* name : {"sent_at_ms", "pseudonyms", "receipts", "events"}) {
    EXPECT_EQ(decode_changed([&](Json& json) { json.erase(name); }).status().place(), name);
  }
}

TEST(BatchJson, TheExampleOfTheDocumentationIsOne) {
  std::ifstream in(std::string(NEARSHELF_SOURCE_DIR) + "/docs/how-sync-works.md", std::ios::binary);
  const std::string page(std::istreambuf_iterator<char>(in), {});
  const size_t begin = page.find("```json\n", page.find("### JSON")) + 8;
  const auto decoded = decode_batch_json(page.substr(begin, page.find("```", begin) - begin));
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  EXPECT_THAT(decoded->rejections, ElementsAre(""));
}

TEST(BatchJson, PartsOfTheBatchAreNamed) {
  const auto place = [](auto change) { return decode_changed(change).status().place(); };
  EXPECT_EQ(place([](Json& j) { j["colour"] = 1; }), "colour");
  EXPECT_EQ(place([](Json& j) { j["sent_at_ms"] = "now"; }), "sent_at_ms");
  EXPECT_EQ(place([](Json& j) { j["sent_at_ms"] = -1; }), "sent_at_ms");
  EXPECT_EQ(place([](Json& j) { j["sdk"] = std::string(65, 'x'); }), "sdk");
  EXPECT_EQ(place([](Json& j) { j["dropped"] = -1; }), "dropped");
  EXPECT_EQ(place([](Json& j) { j["pseudonyms"][1] = "abc"; }), "pseudonyms[1]");
  EXPECT_EQ(place([](Json& j) { j["pseudonyms"] = Json::object(); }), "pseudonyms");
  EXPECT_EQ(place([](Json& j) { j["receipts"][1]["granted"] = 7; }), "receipts[1].granted");
  EXPECT_EQ(place([](Json& j) { j["receipts"][1]["granted"] = {"marketing"}; }), "receipts[1].granted");
  EXPECT_EQ(place([](Json& j) {
              j["receipts"][1]["granted"] = {"measurement", "measurement"};
            }),
            "receipts[1].granted");
  EXPECT_EQ(place([](Json& j) { j["receipts"][1]["policy_version"] = ""; }), "receipts[1].policy_version");
  EXPECT_EQ(place([](Json& j) { j["receipts"][1]["gpc"] = true; }), "receipts[1].gpc");
  EXPECT_EQ(place([](Json& j) { j["receipts"][0] = 5; }), "receipts[0]");
  EXPECT_EQ(place([](Json& j) { j = Json::array(); }), "body");
}

TEST(BatchJson, ABadEventIsRejectedAlone) {
  EXPECT_EQ(rejection_of(1, [](Json& e) { e = 5; }), "event: not an object");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e.erase("id"); }), "event.id: missing");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e["id"] = 7; }), "event.id: not a string");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e.erase("kind"); }), "event.kind: missing");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e["kind"] = "looked"; }), "event.kind: there is no such kind of event");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e["kind"] = "search"; }), "event.kind: searches are not sent");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e["query"] = "shoes"; }), "event.query: there is no such field");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e["pseudonym"] = 65536; }),
            "event.pseudonym: not a whole number from 0 to 65535");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e["position"] = 1.5; }),
            "event.position: not a whole number from 0 to 4294967295");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e.erase("time_ms"); }), "event.time_ms: missing");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e["price"] = "5"; }), "event.price: not a number");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e["price"] = -1; }), "event.price: not within 0 and 1e12");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e["quantity"] = 0; }), "event.quantity: not within 1 and 1000000");
  EXPECT_EQ(rejection_of(0, [](Json& e) { e["dwell_ms"] = -1; }), "event.dwell_ms: not within 0 and one day");
  EXPECT_EQ(rejection_of(0, [](Json& e) { e["scroll_percent"] = 300; }), "event.scroll_percent: not within 0 and 100");
  EXPECT_EQ(rejection_of(1, [](Json& e) { e.erase("item_id"); }), "event.item_id: missing or empty");
}

TEST(BatchJson, OneEventMoreThanTheLimitIsSaidSo) {
  const auto decoded = decode_changed([](Json& j) { j["events"] = Json(kMaxBatchEvents + 1, j["events"][0]); });
  EXPECT_EQ(decoded.status().code(), Code::kLimit);
  EXPECT_EQ(decoded.status().place(), "events");
  EXPECT_TRUE(decode_changed([](Json& j) { j["events"] = Json(kMaxBatchEvents, j["events"][0]); }).ok());
}

TEST(BatchJson, WhatIsNotJsonIsRefusedWithItsByte) {
  const std::string body = encode_batch_json(sample_batch());
  EXPECT_EQ(decode_batch_json(body.substr(0, 40)).status().place(), "byte 41");
  EXPECT_EQ(decode_batch_json(body + "}").status().place(), "byte " + std::to_string(body.size() + 1));
  EXPECT_EQ(decode_batch_json(encode_batch_flatbuffers(sample_batch())).status().code(), Code::kInvalidArgument);
  EXPECT_THAT(decode_batch_json(R"({"events":[],"events":[]})").status().place(), "events");
}

}  // namespace
}  // namespace nearshelf::protocol
