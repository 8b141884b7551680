#include "server_sync/publisher/site/static_site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/publisher/site/site_fixture.h"

namespace nearshelf::site {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::read_text;
using ::testing::SizeIs;
using testing::write_text;

TEST_F(SiteTest, WritesWhatADeviceNeeds) {
  const PublishReport report = must_publish(options(1, true));
  expect_served();
  const nlohmann::json json = manifest();
  EXPECT_EQ(json["model"]["version"], 1);
  EXPECT_EQ(json["package"]["version"], "0.1.0");
  EXPECT_THAT(json["package"]["files"], SizeIs(2));
  EXPECT_THAT(json["package"]["files"]["worker.js"]["url"].get<std::string>(), HasSubstr("pkg/"));
  EXPECT_THAT(report.files, SizeIs(3));
  for (const char* name : {"_headers", "vercel.json", "firebase.json", "nginx.conf"}) {
    EXPECT_TRUE(fs::exists(site(name))) << name;
  }
  const std::string worker = json["package"]["files"]["worker.js"]["url"];
  EXPECT_TRUE(fs::exists(site(worker + ".br")));
  EXPECT_TRUE(fs::exists(site(worker + ".gz")));
  const std::string core = json["package"]["files"]["core.js"]["url"];
  EXPECT_FALSE(fs::exists(site(core + ".gz"))) << "one byte does not get smaller";
}

TEST_F(SiteTest, AgainIsTheSame) {
  must_publish(options(1, true));
  const auto before = all_files();
  const auto time = fs::last_write_time(site("manifest.json"));
  const PublishReport again = must_publish(options(1, true));
  EXPECT_EQ(all_files(), before);
  EXPECT_EQ(fs::last_write_time(site("manifest.json")), time);
  EXPECT_FALSE(again.manifest_written);
  for (const FileReport& file : again.files) EXPECT_FALSE(file.written) << file.path;
  EXPECT_THAT(again.removed, IsEmpty());
  EXPECT_THAT(again.left, IsEmpty());
}

TEST_F(SiteTest, ThePublishedPackageStaysWhenNoneIsGiven) {
  must_publish(options(1, true));
  const nlohmann::json package = manifest()["package"];
  must_publish(options(2));
  expect_served();
  EXPECT_EQ(manifest()["model"]["version"], 2);
  EXPECT_EQ(manifest()["package"], package);
  fs::remove(site(".nearshelf-site.json"));
  const Status status = publish(options(3)).status();
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("--package"));
  must_publish(options(3, true));
  expect_served();
}

TEST_F(SiteTest, OldModelsAndPackagesStayForAWhile) {
  std::vector<std::string> urls;
  for (const uint64_t version : {1, 2, 3}) {
    write_package(std::to_string(version));
    PublishOptions flags = options(version, true);
    flags.keep = 1;
    must_publish(flags);
    expect_served();
    urls.push_back(manifest()["model"]["url"]);
    urls.push_back(manifest()["package"]["files"]["worker.js"]["url"]);
  }
  EXPECT_FALSE(fs::exists(site(urls[0])));
  EXPECT_FALSE(fs::exists(site(urls[1])));
  EXPECT_FALSE(fs::exists(site(fs::path(urls[1]).parent_path())));
  for (size_t i = 2; i < urls.size(); ++i) EXPECT_TRUE(fs::exists(site(urls[i]))) << urls[i];
}

TEST_F(SiteTest, OlderModelsAreRefusedUnlessTheyAreMeant) {
  must_publish(options(2));
  const auto before = all_files();
  PublishOptions older = options(1);
  const Status status = publish(older).status();
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_EQ(status.place(), model_file(1));
  EXPECT_THAT(status.message(), HasSubstr("older than the published version 2"));
  EXPECT_EQ(all_files(), before);
  older.allow_rollback = true;
  must_publish(older);
  expect_served();
  EXPECT_EQ(manifest()["model"]["version"], 1);
}

TEST_F(SiteTest, AnotherModelOfTheSameVersionIsRefused) {
  must_publish(options(2));
  testing::TestModelOptions other;
  other.version = 2;
  other.seed = 99;
  ASSERT_TRUE(publisher::write_artifact(model_file(3), testing::make_test_bytes(other).span()).ok());
  EXPECT_THAT(publish(options(3)).status().message(), HasSubstr("same version"));
}

TEST_F(SiteTest, ADamagedModelIsRefusedBeforeAnythingIsWritten) {
  const std::string bytes = read_text(model_file(1));
  write_text(model_file(1), bytes.substr(0, bytes.size() - 40));
  EXPECT_EQ(publish(options(1)).status().code(), Code::kCorrupt);
  EXPECT_FALSE(fs::exists(dir_.file("site")));
}

TEST_F(SiteTest, NeverReplacesWhatItDidNotMake) {
  fs::create_directories(site(""));
  write_text(site("manifest.json"), R"({"name": "a web app manifest"})");
  EXPECT_EQ(publish(options(1)).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(read_text(site("manifest.json")), R"({"name": "a web app manifest"})");
  fs::remove(site("manifest.json"));

  write_text(site("_headers"), "mine");
  write_text(site("index.html"), "mine");
  EXPECT_THAT(must_publish(options(1)).left, ElementsAre("_headers"));
  EXPECT_EQ(read_text(site("_headers")), "mine");
  EXPECT_EQ(read_text(site("index.html")), "mine");
  expect_served();
}

TEST_F(SiteTest, AFileInTheWayIsNamed) {
  must_publish(options(1));
  const std::string url = manifest()["model"]["url"];
  fs::remove_all(site(""));
  fs::create_directories(site("models"));
  write_text(site(url), "something else");
  const Status status = publish(options(1)).status();
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  EXPECT_EQ(status.place(), site(url));
  EXPECT_EQ(read_text(site(url)), "something else");
}

TEST_F(SiteTest, AHostFileThatWasEditedIsTheOperators) {
  must_publish(options(1));
  write_text(site("nginx.conf"), "edited");
  EXPECT_THAT(must_publish(options(2)).left, ElementsAre("nginx.conf"));
  EXPECT_EQ(read_text(site("nginx.conf")), "edited");
  PublishOptions moved = options(2);
  moved.base_url = *parse_base_url("/shelf/");
  must_publish(moved);
  EXPECT_THAT(read_text(site("_headers")), HasSubstr("/shelf/models/*")) << "this one is still ours";
}

TEST_F(SiteTest, AFileThatBrokeIsMended) {
  must_publish(options(1, true));
  const auto before = all_files();
  const std::string worker = manifest()["package"]["files"]["worker.js"]["url"];
  write_text(site(worker), "torn");
  fs::remove(site(worker + ".br"));
  must_publish(options(1, true));
  EXPECT_EQ(all_files(), before);
}

TEST_F(SiteTest, OldFilesThatSomebodyChangedAreLeft) {
  must_publish(options(1));
  const std::string url = manifest()["model"]["url"];
  write_text(site(url), "changed");
  PublishOptions flags = options(2);
  flags.keep = 0;
  EXPECT_THAT(must_publish(flags).left, Contains(url));
  EXPECT_EQ(read_text(site(url)), "changed");
}

TEST_F(SiteTest, AddressesBeginWithTheBase) {
  PublishOptions flags = options(1, true);
  flags.base_url = *parse_base_url("https://cdn.example.com/shelf");
  must_publish(flags);
  EXPECT_THAT(manifest()["model"]["url"].get<std::string>(), HasSubstr("https://cdn.example.com/shelf/models/"));
  // The package stays, at its new address.
  flags = options(2);
  must_publish(flags);
  expect_served();
}

}  // namespace
}  // namespace nearshelf::site
