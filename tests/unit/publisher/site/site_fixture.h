// A directory to publish into, models and a package to publish, and a reader as a device is one.
#ifndef NEARSHELF_TESTS_UNIT_PUBLISHER_SITE_SITE_FIXTURE_H_
#define NEARSHELF_TESTS_UNIT_PUBLISHER_SITE_SITE_FIXTURE_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "server_sync/publisher/artifact_file.h"
#include "server_sync/publisher/site/compression.h"
#include "server_sync/publisher/site/static_site.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_model.h"
#include "tests/unit/publisher/site/unpack.h"

namespace nearshelf::site {

class SiteTest : public ::testing::Test {
 protected:
  SiteTest() {
    write_package("1");
    testing::write_text(dir_.file("package.json"), R"({"version": "0.1.0"})");
    for (const uint64_t version : {1, 2, 3, 4}) {
      testing::TestModelOptions options;
      options.version = version;
      options.seed = version;
      EXPECT_TRUE(publisher::write_artifact(model_file(version), testing::make_test_bytes(options).span()).ok());
    }
  }

  void write_package(const std::string& content) {
    std::filesystem::create_directories(dir_.file("dist"));
    testing::write_text(dir_.file("dist/worker.js"), "import './core.js'; // " + std::string(500, '-') + content);
    testing::write_text(dir_.file("dist/core.js"), content);
  }

  std::string model_file(uint64_t version) const { return dir_.file("model-" + std::to_string(version) + ".nsm"); }
  std::string site(const std::string& path) const { return dir_.file("site/" + path); }

  PublishOptions options(uint64_t version, bool with_package = false) const {
    PublishOptions options;
    options.directory = dir_.file("site");
    options.model = model_file(version);
    if (with_package) options.package = dir_.file("dist");
    return options;
  }

  PublishReport must_publish(const PublishOptions& options) const {
    Result<PublishReport> report = publish(options);
    EXPECT_TRUE(report.ok()) << report.status().to_string();
    return report.ok() ? *std::move(report) : PublishReport{};
  }

  nlohmann::json manifest() const {
    return nlohmann::json::parse(testing::read_text(site("manifest.json")), nullptr, false);
  }

  // Every file of the directory with its bytes.
  std::map<std::string, std::string> all_files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(dir_.file("site"))) {
      if (!entry.is_regular_file()) continue;
      files[entry.path().lexically_relative(dir_.file("site")).generic_string()] = testing::read_text(entry.path());
    }
    return files;
  }

  // What a device does: follows the manifest, and believes no byte that it did not check. Compressed siblings hold the
  // same bytes.
  void expect_served() const {
    const nlohmann::json json = manifest();
    ASSERT_TRUE(json.is_object());
    expect_file(json["model"]);
    EXPECT_TRUE(publisher::open_artifact(site(json["model"]["url"])).ok());
    if (!json.contains("package")) return;
    for (const auto& [name, file] : json["package"]["files"].items()) expect_file(file);
  }

  testing::TempDir dir_;

 private:
  void expect_file(const nlohmann::json& file) const {
    const std::string path = file["url"];
    const std::string bytes = testing::read_text(site(path));
    const auto view = [](const std::string& text) {
      return std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size());
    };
    EXPECT_EQ(bytes.size(), file["bytes"]) << path;
    EXPECT_EQ(integrity(sha256(view(bytes))), file["integrity"]) << path;
    for (const Encoding encoding : kEncodings) {
      const std::string packed = path + std::string(suffix_of(encoding));
      if (!std::filesystem::exists(site(packed))) continue;
      const std::string packed_bytes = testing::read_text(site(packed));
      const std::vector<uint8_t> plain = unpack(view(packed_bytes), encoding, bytes.size());
      EXPECT_EQ(std::string(plain.begin(), plain.end()), bytes) << packed;
    }
  }
};

}  // namespace nearshelf::site

#endif  // NEARSHELF_TESTS_UNIT_PUBLISHER_SITE_SITE_FIXTURE_H_
