#include "server_sync/publisher/site/host_headers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace nearshelf::site {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string text_of(const std::string& path, const char* base = "/") {
  for (const HostFile& file : host_files(base)) {
    if (file.path == path) return file.text;
  }
  return "";
}

TEST(HostHeaders, UnderscoreHeadersHaveABlockForEachRule) {
  EXPECT_EQ(text_of("_headers", "/shelf/"),
            "# Netlify and Cloudflare Pages. Written by nearshelf publish.\n"
            "/shelf/models/*\n"
            "  Cache-Control: public, max-age=31536000, immutable\n"
            "  Access-Control-Allow-Origin: *\n"
            "  Cross-Origin-Resource-Policy: cross-origin\n"
            "  X-Content-Type-Options: nosniff\n"
            "/shelf/pkg/*\n"
            "  Cache-Control: public, max-age=31536000, immutable\n"
            "  Access-Control-Allow-Origin: *\n"
            "  Cross-Origin-Resource-Policy: cross-origin\n"
            "  X-Content-Type-Options: nosniff\n"
            "/shelf/manifest.json\n"
            "  Cache-Control: public, max-age=60, stale-while-revalidate=600, stale-if-error=86400\n"
            "  Access-Control-Allow-Origin: *\n"
            "  Cross-Origin-Resource-Policy: cross-origin\n"
            "  X-Content-Type-Options: nosniff\n");
}

std::vector<std::string> sources(const nlohmann::json& rules) {
  std::vector<std::string> all;
  for (const auto& rule : rules) {
    all.push_back(rule["source"]);
    EXPECT_EQ(rule["headers"].size(), 4u);
    EXPECT_EQ(rule["headers"][0]["key"], "Cache-Control");
  }
  return all;
}

TEST(HostHeaders, VercelAndFirebaseGetTheSameRulesInTheirOwnPatterns) {
  const auto vercel = nlohmann::json::parse(text_of("vercel.json"));
  EXPECT_THAT(sources(vercel["headers"]), ElementsAre("/models/(.*)", "/pkg/(.*)", "/manifest.json"));
  const auto firebase = nlohmann::json::parse(text_of("firebase.json", "/shelf/"));
  EXPECT_THAT(sources(firebase["hosting"]["headers"]),
              ElementsAre("/shelf/models/**", "/shelf/pkg/**", "/shelf/manifest.json"));
  EXPECT_EQ(firebase["hosting"]["public"], ".");
}

// A real nginx reads it in tests/e2e/nginx_test.cc.
TEST(HostHeaders, NginxServesCompressedFilesAndHidesItsOwn) {
  const std::string text = text_of("nginx.conf", "/shelf/");
  EXPECT_THAT(text, HasSubstr("location /shelf/models/ {\n    gzip_static on;"));
  EXPECT_THAT(text, HasSubstr("application/wasm wasm;"));
  EXPECT_THAT(text, HasSubstr("location = /shelf/manifest.json {"));
  EXPECT_THAT(text, HasSubstr("location = /shelf/.nearshelf-site.json { return 404; }"));
  EXPECT_THAT(text, Not(HasSubstr(" /models/")));
}

}  // namespace
}  // namespace nearshelf::site
