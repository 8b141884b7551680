#include "server_sync/protocol/rights.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server_sync/protocol/limits.h"
#include "tests/unit/protocol/sample_batch.h"

namespace nearshelf::protocol {
namespace {

using Json = nlohmann::json;

EraseBody sample_erase() { return {"req-1", false, {sample_bytes(1), sample_bytes(2)}}; }

template <typename Change>
Status erase_error(Change change) {
  Json json = Json::parse(encode_erase(sample_erase()));
  change(json);
  return decode_erase(json.dump()).status();
}

TEST(DecodeErase, ReadsWhatADeviceSends) {
  const auto decoded = decode_erase(encode_erase(sample_erase()));
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  EXPECT_EQ(decoded->request_id, "req-1");
  EXPECT_FALSE(decoded->everything);
  EXPECT_EQ(decoded->pseudonyms, sample_erase().pseudonyms);
  EXPECT_TRUE(
      decode_erase(R"({"request_id":"a","scope":"all","pseudonyms":[")" + std::string(64, 'F') + "\"]}")->everything);
}

TEST(DecodeErase, NamesTheField) {
  EXPECT_EQ(erase_error([](Json& j) { j.erase("request_id"); }).place(), "request_id");
  EXPECT_EQ(erase_error([](Json& j) { j["request_id"] = "a b"; }).place(), "request_id");
  EXPECT_EQ(erase_error([](Json& j) { j["request_id"] = std::string(65, 'x'); }).place(), "request_id");
  EXPECT_EQ(erase_error([](Json& j) { j["scope"] = "some"; }).place(), "scope");
  EXPECT_EQ(erase_error([](Json& j) { j.erase("scope"); }).place(), "scope");
  EXPECT_EQ(erase_error([](Json& j) { j["pseudonyms"] = Json::array(); }).place(), "pseudonyms");
  EXPECT_EQ(erase_error([](Json& j) { j["pseudonyms"][1] = 5; }).place(), "pseudonyms[1]");
  EXPECT_EQ(erase_error([](Json& j) { j["why"] = "because"; }).place(), "why");
  EXPECT_EQ(erase_error([](Json& j) { j = 5; }).place(), "body");
  EXPECT_EQ(decode_erase("{").status().place(), "byte 2");
}

TEST(DecodeErase, HasLimits) {
  EraseBody body = sample_erase();
  body.pseudonyms.assign(kMaxListedPseudonyms, sample_bytes(3));
  EXPECT_TRUE(decode_erase(encode_erase(body)).ok());
  body.pseudonyms.push_back(sample_bytes(3));
  EXPECT_EQ(decode_erase(encode_erase(body)).status().code(), Code::kLimit);
  EXPECT_EQ(decode_erase(std::string(kMaxBodyBytes + 1, ' ')).status().code(), Code::kLimit);
}

TEST(DecodeExport, ReadsPseudonymsAndNothingElse) {
  const auto decoded = decode_export(encode_export({{sample_bytes(1)}}));
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->pseudonyms, std::vector<Bytes32>{sample_bytes(1)});
  EXPECT_EQ(decode_export("{}").status().place(), "pseudonyms");
  EXPECT_EQ(decode_export(R"({"pseudonyms":[]})").status().place(), "pseudonyms");
  EXPECT_EQ(decode_export(encode_erase(sample_erase())).status().place(), "request_id");
}

}  // namespace
}  // namespace nearshelf::protocol
