// What is served from the binary itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server_sync/admin/admin_page.h"
#include "tests/unit/server/api/route_harness.h"

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;

class PageRoutes : public RouteHarness {};

TEST_F(PageRoutes, TheOpenApiDocumentIsJson) {
  const Response response = ask("GET", "/v1/openapi.json");
  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(nlohmann::json::accept(response.body));
  EXPECT_TRUE(response.compress);
}

TEST_F(PageRoutes, TheOperatorPageIsThereOrSaysHowToGetIt) {
  const Response response = ask("GET", "/admin");
  if (admin::files().empty()) {
    EXPECT_EQ(response.status, 404);
    EXPECT_THAT(response.body, HasSubstr("npm run build"));
    return;
  }
  for (const admin::File& file : admin::files()) {
    const Response page = ask("GET", file.path);
    EXPECT_EQ(page.status, 200) << file.path;
    EXPECT_EQ(page.body, file.body);
    EXPECT_THAT(header_of(page, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_EQ(ask("GET", file.path, "", {{"if-none-match", std::string(file.etag)}}).status, 304);
  }
}

}  // namespace
}  // namespace nearshelf::server
