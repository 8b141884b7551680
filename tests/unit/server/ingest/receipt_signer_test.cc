#include "server_sync/server/ingest/receipt_signer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <nlohmann/json.hpp>

#include "server_sync/protocol/hex.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

Bytes32 seed(uint8_t value) {
  Bytes32 bytes;
  bytes.fill(value);
  return bytes;
}

EraseReceipt sample_receipt() { return {"req-1", "shop", EraseScope::kAll, 1'764'072'000'000, 12, 3}; }

TEST(ReceiptSigner, SignsWhatCanBeVerified) {
  const ReceiptSigner signer = ReceiptSigner::from_seed(seed(1));
  const std::string json = signer.sign(sample_receipt());
  const auto verified = verify_receipt(json, {{signer.public_key()}});
  ASSERT_TRUE(verified.ok()) << verified.status().to_string();
  EXPECT_EQ(verified->request_id, "req-1");
  EXPECT_EQ(verified->tenant, "shop");
  EXPECT_EQ(verified->scope, EraseScope::kAll);
  EXPECT_EQ(verified->erased_at_ms, 1'764'072'000'000);
  EXPECT_EQ(verified->events, 12u);
  EXPECT_EQ(verified->quarantined, 3u);
}

// Whoever wrote a verifier after the documentation has to agree: put together here by hand, not by the code.
TEST(ReceiptSigner, TheSignedBytesAreThoseDocumented) {
  const ReceiptSigner signer = ReceiptSigner::from_seed(seed(1));
  const Json json = Json::parse(signer.sign(sample_receipt()));
  const std::string bytes =
      "nearshelf/erase-receipt/1\n"
      R"({"erased_at_ms":1764072000000,"events":12,"key_id":")" +
      json["key_id"].get<std::string>() + R"(","quarantined":3,"request_id":"req-1","scope":"all","tenant":"shop"})";
  std::array<uint8_t, crypto_sign_BYTES> signature;
  ASSERT_TRUE(protocol::from_hex(json["signature"].get<std::string>(), signature));
  EXPECT_EQ(crypto_sign_verify_detached(signature.data(), reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(),
                                        signer.public_key().data()),
            0);
}

TEST(ReceiptSigner, AnyChangeIsFound) {
  const ReceiptSigner signer = ReceiptSigner::from_seed(seed(1));
  const std::vector<Bytes32> keys = {signer.public_key()};
  const Json good = Json::parse(signer.sign(sample_receipt()));
  const std::map<std::string, Json> changes = {{"request_id", "req-2"},
                                               {"tenant", "other"},
                                               {"events", 13},
                                               {"quarantined", 0},
                                               {"erased_at_ms", 5},
                                               {"scope", "model_improvement"},
                                               {"signature", std::string(128, '0')}};
  for (const auto& [name, value] : changes) {
    Json json = good;
    json[name] = value;
    EXPECT_EQ(verify_receipt(json.dump(), keys).status().code(), Code::kCorrupt) << name;
  }
  EXPECT_TRUE(verify_receipt(good.dump(2), keys).ok()) << "white space is not signed";
}

TEST(ReceiptSigner, WhatIsNoReceiptIsNamed) {
  const ReceiptSigner signer = ReceiptSigner::from_seed(seed(1));
  const std::vector<Bytes32> keys = {signer.public_key()};
  const Json good = Json::parse(signer.sign(sample_receipt()));
  for (const auto& [name, value] : good.items()) {
    Json json = good;
    json.erase(name);
    EXPECT_EQ(verify_receipt(json.dump(), keys).status().place(), name);
  }
  Json json = good;
  json["more"] = 1;
  EXPECT_EQ(verify_receipt(json.dump(), keys).status().place(), "more");
  json = good;
  json["scope"] = "some";
  EXPECT_EQ(verify_receipt(json.dump(), keys).status().place(), "scope");
  json = good;
  json["signature"] = "00";
  EXPECT_EQ(verify_receipt(json.dump(), keys).status().place(), "signature");
  EXPECT_EQ(verify_receipt("{", keys).status().code(), Code::kInvalidArgument);
}

TEST(ReceiptSigner, AnotherKeyIsNotTheOneThatSigned) {
  const ReceiptSigner signer = ReceiptSigner::from_seed(seed(1));
  const ReceiptSigner other = ReceiptSigner::from_seed(seed(2));
  const std::string json = signer.sign(sample_receipt());
  EXPECT_EQ(verify_receipt(json, {{other.public_key()}}).status().code(), Code::kNotFound);
  const std::vector<Bytes32> both = {other.public_key(), signer.public_key()};
  EXPECT_TRUE(verify_receipt(json, both).ok()) << "a key that was replaced still verifies";
}

TEST(ReceiptSigner, KeysAreListed) {
  const ReceiptSigner signer = ReceiptSigner::from_seed(seed(1));
  const Json keys = Json::parse(keys_json({{signer.public_key(), seed(7)}}))["keys"];
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_EQ(keys[0]["algorithm"], "ed25519");
  EXPECT_EQ(keys[0]["public_key"], protocol::to_hex(signer.public_key()));
  EXPECT_EQ(keys[0]["key_id"], key_id(signer.public_key()));
  EXPECT_EQ(keys[0]["key_id"].get<std::string>().size(), 16u);
}

TEST(ReceiptSigner, RetiredKeysAreListedAfterTheCurrentOne) {
  const Bytes32 current = ReceiptSigner::from_seed(seed(1)).public_key();
  const ReceiptSigner old = ReceiptSigner::from_seed(seed(2));
  const std::vector<std::string> retired = {protocol::to_hex(old.public_key()), protocol::to_hex(current)};
  const auto keys = listed_keys(current, retired);
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(*keys, (std::vector<Bytes32>{current, old.public_key()})) << "none twice, though it was retired too early";
  EXPECT_TRUE(verify_receipt(old.sign(sample_receipt()), *keys).ok());
  EXPECT_EQ(listed_keys(current, std::vector<std::string>{"ab"}).status().place(), "keys.retired");
}

TEST(ReceiptSigner, OfAFileStaysTheSameAndKeepsItsSecret) {
  const nearshelf::testing::TempDir dir;
  const auto first = ReceiptSigner::open(dir.file("receipt.key"));
  const auto second = ReceiptSigner::open(dir.file("receipt.key"));
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->public_key(), second->public_key());
  const std::string secret = nearshelf::testing::read_text(dir.file("receipt.key")).substr(0, 64);
  EXPECT_THAT(first->sign(sample_receipt()), Not(HasSubstr(secret)));
  EXPECT_THAT(keys_json({{first->public_key()}}), Not(HasSubstr(secret)));
  EXPECT_FALSE(ReceiptSigner::open(dir.file("no/receipt.key")).ok());
}

}  // namespace
}  // namespace nearshelf::server
