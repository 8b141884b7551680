#include "server_sync/publisher/site/base_url.h"

#include <gtest/gtest.h>

namespace nearshelf::site {
namespace {

TEST(BaseUrl, IsSplitAndEndsWithASlash) {
  const auto expect = [](const char* text, const char* url, const char* path) {
    const Result<BaseUrl> parsed = parse_base_url(text);
    ASSERT_TRUE(parsed.ok()) << text;
    EXPECT_EQ(parsed->text, url);
    EXPECT_EQ(parsed->path, path);
  };
  expect("", "", "/");
  expect("/", "/", "/");
  expect("/shelf", "/shelf/", "/shelf/");
  expect("/a/b/", "/a/b/", "/a/b/");
  expect("https://cdn.example.com", "https://cdn.example.com/", "/");
  expect("https://cdn.example.com/shelf", "https://cdn.example.com/shelf/", "/shelf/");
  expect("http://localhost:8080/x/", "http://localhost:8080/x/", "/x/");
}

TEST(BaseUrl, RefusesWhatIsNoPlaceOrCouldMeanSomethingInAConfigurationFile) {
  for (const char* text :
       {"shelf", "//cdn.example.com/x", "ftp://x/", "https://", "https:///x", "/a b", "/a?b", "/a#b", "/a{b}", "/a\"b",
        "/a;b", "/a$b", "/a(b)", "/a*b", "/a\nb", "/:a", "https://x/a:b", "/\xc3\xa9"}) {
    EXPECT_EQ(parse_base_url(text).status().code(), Code::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace nearshelf::site
