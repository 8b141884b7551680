#include "server_sync/publisher/site/site_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::site {
namespace {

using ::testing::HasSubstr;

class SiteReport : public ::testing::Test {
 protected:
  SiteReport() {
    options_.directory = "site";
    report_.manifest.model = {"shoes", 7, {"models/ab.nsm", 1'234'567, {}}};
    report_.manifest_written = true;
    report_.files = {{"models/ab.nsm", 1'234'567, 1'000'000, std::nullopt, true}, {"pkg/cd/x.js", 9, {}, {}, false}};
    report_.removed = {"models/old.nsm"};
    report_.left = {"_headers"};
  }

  PublishOptions options_;
  PublishReport report_;
};

TEST_F(SiteReport, ForPeople) {
  EXPECT_EQ(report_text(options_, report_),
            "Model shoes, version 7, in site\n"
            "                      bytes      brotli        gzip\n"
            "  models/ab.nsm   1,234,567   1,000,000           -\n"
            "  pkg/cd/x.js             9           -           -  was there\n"
            "removed models/old.nsm\n"
            "left alone _headers: it was changed, or made by somebody else\n"
            "Devices are to open manifest.json\n");
  report_.manifest_written = false;
  options_.base_url = *parse_base_url("https://cdn.example.com");
  EXPECT_THAT(report_text(options_, report_),
              HasSubstr("Nothing changed for devices; they open https://cdn.example.com/manifest.json\n"));
}

TEST_F(SiteReport, ForPrograms) {
  const auto json = report_json(options_, report_);
  EXPECT_EQ(json["manifest"], "manifest.json");
  EXPECT_EQ(json["manifest_written"], true);
  EXPECT_EQ(json["model"]["version"], 7);
  EXPECT_TRUE(json["package_version"].is_null());
  EXPECT_EQ(json["files"][0]["brotli_bytes"], 1'000'000);
  EXPECT_TRUE(json["files"][0]["gzip_bytes"].is_null());
  EXPECT_EQ(json["removed"][0], "models/old.nsm");
  EXPECT_EQ(json["left"][0], "_headers");
}

}  // namespace
}  // namespace nearshelf::site
