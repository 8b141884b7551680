#include "sdk/sync/manifest.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sdk/sync/limits.h"
#include "tests/support/fake_platform.h"

namespace nearshelf::sync {
namespace {

using nlohmann::json;

constexpr std::string_view kHash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";  // of "abc"
constexpr std::string_view kUrl = "https://cdn.example/shop/manifest.json";

json good() {
  return {{"format", "nearshelf-manifest"},
          {"format_version", 1},
          {"model",
           {{"id", "shop"},
            {"version", 1764021600},
            {"url", "models/ba7816bf8f01cfea.nsm"},
            {"bytes", 3},
            {"sha256", kHash},
            {"integrity", "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="}}},
          {"package", {{"version", "0.1.0"}}}};
}

Result<ManifestModel> read(const json& manifest) { return read_manifest(manifest.dump(), kUrl); }

TEST(Manifest, OfThePublisherIsRead) {
  const auto model = read(good());
  ASSERT_TRUE(model.ok()) << model.status().to_string();
  EXPECT_EQ(model->id, "shop");
  EXPECT_EQ(model->version, 1764021600u);
  EXPECT_EQ(model->url, "https://cdn.example/shop/models/ba7816bf8f01cfea.nsm");
  EXPECT_EQ(model->bytes, 3u);
  EXPECT_EQ(model->sha256[0], 0xba);
  EXPECT_EQ(model->sha256[31], 0xad);
}

TEST(Manifest, FieldsThatNobodyKnowsMeanNothing) {
  json manifest = good();
  manifest["later"] = {1, 2, {{"deep", nullptr}}};
  manifest["model"]["later"] = "x";
  EXPECT_TRUE(read(manifest).ok());
}

TEST(Manifest, ANewerFormatIsSaidToBeNewer) {
  json manifest = good();
  manifest["format_version"] = 2;
  manifest.erase("model");
  EXPECT_EQ(read(manifest).status().code(), Code::kUnsupportedVersion);
}

TEST(Manifest, EveryWrongFieldIsNamed) {
  const auto place_of = [](const char* pointer, const json& value) {
    json manifest = good();
    const json::json_pointer where(pointer);
    if (value.is_discarded()) {
      manifest[where.parent_pointer()].erase(where.back());
    } else {
      manifest[where] = value;
    }
    const auto result = read(manifest);
    EXPECT_EQ(result.status().code(), Code::kCorrupt) << pointer << " " << value;
    return result.ok() ? "" : result.status().place();
  };
  const json gone(json::value_t::discarded);
  for (const json& value : {gone, json("else"), json(1), json(nullptr)}) {
    EXPECT_EQ(place_of("/format", value), "manifest.format");
  }
  for (const json& value : {gone, json(0), json(-1), json(1.5), json("1")}) {
    EXPECT_EQ(place_of("/format_version", value), "manifest.format_version");
  }
  for (const json& value : {gone, json("shop"), json::array()}) {
    EXPECT_EQ(place_of("/model", value), "manifest.model");
  }
  for (const json& value : {gone, json(""), json(std::string(257, 'x')), json(7)}) {
    EXPECT_EQ(place_of("/model/id", value), "manifest.model.id");
  }
  for (const json& value : {gone, json(-1), json(1e30), json("3"), json(true)}) {
    EXPECT_EQ(place_of("/model/version", value), "manifest.model.version");
  }
  for (const json& value : {gone, json(0), json((1u << 30) + 1), json(-3)}) {
    EXPECT_EQ(place_of("/model/bytes", value), "manifest.model.bytes");
  }
  const std::string hash(kHash);
  for (const json& value : {gone, json(hash.substr(1)), json(hash + "0"), json("X" + hash.substr(1)),
                            json("BA" + hash.substr(2)), json(12)}) {
    EXPECT_EQ(place_of("/model/sha256", value), "manifest.model.sha256");
  }
  for (const json& value :
       {gone, json(""), json("http://cdn.example/x"), json("ftp://x"), json(std::string("a\0", 2))}) {
    EXPECT_EQ(place_of("/model/url", value), "manifest.model.url");
  }
}

TEST(Manifest, WhatIsNoManifestIsRefused) {
  for (const std::string_view text : {"", "{", "null", "[]", "3", "<html></html>", "{}x", "{\"format\":\"\xff\"}"}) {
    EXPECT_EQ(read_manifest(text, kUrl).status().code(), Code::kCorrupt) << text;
  }
  EXPECT_FALSE(read_manifest(std::string(kMaxManifestBytes + 1, ' '), kUrl).ok());
  // A parser that follows brackets with its stack would not come back from these.
  EXPECT_FALSE(read_manifest(std::string(kMaxManifestBytes, '['), kUrl).ok());
}

TEST(Manifest, OfTwoFieldsOfOneNameNeitherCounts) {
  std::string text = good().dump();
  text.insert(text.size() - 1, R"(,"format":"nearshelf-manifest")");
  EXPECT_EQ(read_manifest(text, kUrl).status().place(), "manifest.format");
}

TEST(Manifest, AnArtifactHasItsSizeAndItsHash) {
  testing::FakePlatform platform;
  platform::Crypto& crypto = *platform.services().crypto;
  const ManifestModel model = read(good()).value();
  const std::array<uint8_t, 4> bytes = {'a', 'b', 'c', 'd'};
  const std::span<const uint8_t> all(bytes);
  EXPECT_TRUE(check_artifact(model, all.first(3), crypto).ok());
  EXPECT_EQ(check_artifact(model, all.first(2), crypto).code(), Code::kCorrupt);
  EXPECT_EQ(check_artifact(model, all, crypto).code(), Code::kCorrupt);
  EXPECT_EQ(check_artifact(model, all.last(3), crypto).code(), Code::kCorrupt);
  EXPECT_EQ(check_artifact(model, {}, crypto).code(), Code::kCorrupt);
}

}  // namespace
}  // namespace nearshelf::sync
