#include "server_sync/publisher/site/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace nearshelf::site {
namespace {

using ::testing::HasSubstr;

std::span<const uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

Manifest example() {
  Manifest manifest;
  manifest.model = {"shoes", 7, {"models/00.nsm", 1234, sha256(bytes_of("model"))}};
  manifest.package = {"0.1.0", {{"worker.js", {"pkg/ab/worker.js", 99, sha256(bytes_of("worker"))}}}};
  return manifest;
}

TEST(Manifest, HasTheKeysThatDevicesRead) {
  const auto json = nlohmann::json::parse(manifest_text(example()));
  EXPECT_EQ(json["format"], "nearshelf-manifest");
  EXPECT_EQ(json["format_version"], 1);
  EXPECT_EQ(json["model"]["id"], "shoes");
  EXPECT_EQ(json["model"]["version"], 7);
  EXPECT_EQ(json["model"]["url"], "models/00.nsm");
  EXPECT_EQ(json["model"]["bytes"], 1234);
  EXPECT_EQ(json["model"]["sha256"], hex(sha256(bytes_of("model"))));
  EXPECT_EQ(json["model"]["integrity"], integrity(sha256(bytes_of("model"))));
  EXPECT_EQ(json["package"]["version"], "0.1.0");
  const auto& worker = json["package"]["files"]["worker.js"];
  EXPECT_EQ(worker["url"], "pkg/ab/worker.js");
  EXPECT_EQ(worker["bytes"], 99);
  EXPECT_EQ(worker["integrity"], integrity(sha256(bytes_of("worker"))));
}

TEST(Manifest, WithoutAPackageHasNone) {
  Manifest manifest = example();
  manifest.package.reset();
  EXPECT_FALSE(nlohmann::json::parse(manifest_text(manifest)).contains("package"));
}

TEST(Manifest, IsReadBack) {
  const auto parsed = parse_manifest(bytes_of(manifest_text(example())));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->model_version, 7u);
  EXPECT_EQ(parsed->model_hash, hex(sha256(bytes_of("model"))));
  EXPECT_TRUE(parsed->has_package);
}

TEST(Manifest, OfSomebodyElseIsRefused) {
  for (const char* text :
       {"", "{", "[]", "7", R"({"name":"My shop","icons":[]})", R"({"format":"nearshelf-manifest"})",
        R"({"format":"nearshelf-manifest","format_version":1})", R"({"format":1,"format_version":1,"model":{}})",
        R"({"format":"nearshelf-manifest","format_version":1,"model":{"version":-1,"sha256":"00"}})",
        R"({"format":"nearshelf-manifest","format_version":1,"model":{"version":1,"sha256":0}})"}) {
    EXPECT_EQ(parse_manifest(bytes_of(text)).status().code(), Code::kInvalidArgument) << text;
  }
  EXPECT_EQ(parse_manifest(bytes_of(R"({"format":"nearshelf-manifest","format_version":2})")).status().code(),
            Code::kUnsupportedVersion);
}

}  // namespace
}  // namespace nearshelf::site
