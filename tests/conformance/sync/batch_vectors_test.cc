// Both formats are read as batches.json says: see README.md.
#include <gtest/gtest.h>
#include <sodium.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/codec.h"
#include "server_sync/protocol/hex.h"
#include "server_sync/server/ingest/body_hash.h"
#include "server_sync/server/ingest/pepper.h"

namespace nearshelf::protocol {
namespace {

using Json = nlohmann::json;

const Json& vectors() {
  static const Json kVectors = [] {
    std::ifstream in(std::string(NEARSHELF_SOURCE_DIR) + "/tests/conformance/sync/batches.json", std::ios::binary);
    return Json::parse(in);
  }();
  return kVectors;
}

std::string bytes_of(const std::string& base64) {
  std::string bytes(base64.size(), '\0');
  size_t size = 0;
  EXPECT_EQ(sodium_base642bin(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size(), base64.data(), base64.size(),
                              nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL),
            0);
  bytes.resize(size);
  return bytes;
}

void expect_vector(const Json& vector, Format format, const std::string& body) {
  const auto decoded = decode_batch(format, body);
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  EXPECT_EQ(Json(decoded->rejections), vector["rejections"]);
  const Batch& batch = decoded->batch;
  const server::Pepper pepper((Bytes32()));
  Json hashes = Json::array();
  for (size_t i = 0; i < batch.events.size(); ++i) {
    const Event& event = batch.events[i];
    const bool good = decoded->rejections[i].empty();
    hashes.push_back(good ? to_hex(server::body_hash(event, pepper.apply("shop", batch.pseudonyms[event.pseudonym])))
                          : std::string());
  }
  EXPECT_EQ(hashes, vector["body_hashes"]);
  Json receipts = Json::array();
  for (const Receipt& receipt : batch.receipts) receipts.push_back(to_hex(receipt_hash(receipt)));
  EXPECT_EQ(receipts, vector["receipt_hashes"]);
  EXPECT_EQ(Json::parse(encode_batch(Format::kJson, batch)), vector["json"]);
}

TEST(BatchVectors, BothFormatsAreReadTheSame) {
  ASSERT_GE(vectors()["batches"].size(), 4u);
  size_t good = 0;
  std::set<std::string> reasons;
  for (const Json& vector : vectors()["batches"]) {
    SCOPED_TRACE(vector["name"]);
    expect_vector(vector, Format::kJson, vector["json"].dump());
    expect_vector(vector, Format::kFlatBuffers, bytes_of(vector["flatbuffers"]));
    for (const Json& reason : vector["rejections"]) {
      if (reason == "") ++good;
      reasons.insert(reason);
    }
  }
  EXPECT_GT(good, 10u);
  EXPECT_GT(reasons.size(), 10u) << "many kinds of faults are in there";
}

TEST(BatchVectors, WhatIsRefusedIsRefusedThere) {
  ASSERT_GE(vectors()["refused"].size(), 10u);
  for (const Json& vector : vectors()["refused"]) {
    SCOPED_TRACE(vector["name"]);
    const bool json = vector.contains("json");
    const auto decoded = json ? decode_batch(Format::kJson, vector["json"].get<std::string>())
                              : decode_batch(Format::kFlatBuffers, bytes_of(vector["flatbuffers"]));
    EXPECT_EQ(code_name(decoded.status().code()), vector["code"]);
    EXPECT_EQ(decoded.status().place(), vector["place"]);
  }
}

}  // namespace
}  // namespace nearshelf::protocol
