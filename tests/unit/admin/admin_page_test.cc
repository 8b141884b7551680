#include "server_sync/admin/admin_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace nearshelf::admin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::filesystem::path dist() { return std::filesystem::path(NEARSHELF_SOURCE_DIR) / "server_sync/admin/dist"; }

std::string read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

TEST(AdminPage, IsEmbeddedByteByByteWhereItWasBuilt) {
  if (!std::filesystem::exists(dist() / "index.html")) {
    EXPECT_TRUE(files().empty());
    EXPECT_EQ(find_file("/admin"), nullptr);
    return;
  }
  std::set<std::string_view> etags;
  for (const File& file : files()) {
    const std::string name = file.path == "/admin" ? "index.html" : std::string(file.path.substr(7));
    EXPECT_EQ(file.body, read(dist() / name)) << name;
    etags.insert(file.etag);
  }
  EXPECT_EQ(etags.size(), files().size());
  ASSERT_NE(find_file("/admin"), nullptr);
  EXPECT_THAT(find_file("/admin")->content_type, StartsWith("text/html"));
  EXPECT_EQ(find_file("/admin/"), find_file("/admin"));
  ASSERT_NE(find_file("/admin/admin.js"), nullptr);
  EXPECT_THAT(find_file("/admin/admin.js")->content_type, StartsWith("text/javascript"));
}

TEST(AdminPage, HasNoOtherPaths) {
  for (const char* path : {"", "/", "/admin/..", "/admin/nothing", "/admin/index.html", "/adminx"}) {
    EXPECT_EQ(find_file(path), nullptr) << path;
  }
}

TEST(AdminPage, RunsAndAsksNothingButItsOwn) {
  for (const auto& [name, value] : kHeaders) {
    if (name != "Content-Security-Policy") continue;
    EXPECT_THAT(value, StartsWith("default-src 'none';"));
    EXPECT_THAT(value, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(value, Not(HasSubstr("unsafe")));
    EXPECT_THAT(value, Not(HasSubstr("http")));
    return;
  }
  FAIL() << "no policy";
}

}  // namespace
}  // namespace nearshelf::admin
