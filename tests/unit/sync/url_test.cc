#include "sdk/sync/url.h"

#include <gtest/gtest.h>

namespace nearshelf::sync {
namespace {

std::string resolved(std::string_view base, std::string_view reference) {
  const auto result = resolve_url(base, reference);
  return result.ok() ? result.value() : "refused: " + result.status().message();
}

TEST(Url, AReferenceIsReadBesideItsBase) {
  EXPECT_EQ(resolved("", "/v1/events"), "/v1/events");
  EXPECT_EQ(resolved("", "models/manifest.json"), "/models/manifest.json");
  EXPECT_EQ(resolved("/v1/models/shop/manifest.json", "0123.nsm"), "/v1/models/shop/0123.nsm");
  EXPECT_EQ(resolved("/v1/models/shop/manifest.json", "/other.nsm"), "/other.nsm");
  EXPECT_EQ(resolved("https://cdn.example/a/manifest.json", "models/b.nsm"), "https://cdn.example/a/models/b.nsm");
  EXPECT_EQ(resolved("https://cdn.example:8443/a/manifest.json?now=/x/", "../b.nsm"), "https://cdn.example:8443/b.nsm");
  EXPECT_EQ(resolved("https://cdn.example/a/m.json", "/b.nsm"), "https://cdn.example/b.nsm");
  EXPECT_EQ(resolved("https://cdn.example", "b.nsm"), "https://cdn.example/b.nsm");
  EXPECT_EQ(resolved("https://cdn.example/a/m.json", "https://other.example/x?y=1"), "https://other.example/x?y=1");
  EXPECT_EQ(resolved("/a/m.json", "https://other.example"), "https://other.example/");
  EXPECT_EQ(resolved("/a/m.json", "b?at=12:30"), "/a/b?at=12:30");
}

TEST(Url, NoReferenceLeavesTheRoot) {
  EXPECT_EQ(resolved("/a/m.json", "../../../etc/x"), "/etc/x");
  EXPECT_EQ(resolved("https://cdn.example/a/m.json", "/../.././x/./y/.."), "https://cdn.example/x/");
  EXPECT_EQ(resolved("/a/m.json", "b/../../c"), "/c");
  EXPECT_EQ(resolved("/a/m.json", "b?x=../.."), "/a/b?x=../..");
}

TEST(Url, WhatIsNoAddressIsRefused) {
  for (const std::string_view reference :
       {"", "ftp://x/y", "javascript:alert(1)", "file:///etc/passwd", "//other.example/x", "https://", "https:///x",
        "http://?x", "a b", "a\nb", "a\tb", "a\x7f", "a\"b", "a#b", "a\\b", "\xc3\xa4", "https://me:secret@host/x"}) {
    EXPECT_EQ(resolve_url("/a/m.json", reference).status().code(), Code::kInvalidArgument) << reference;
  }
  EXPECT_FALSE(resolve_url("/", std::string(2049, 'a')).ok());
  EXPECT_TRUE(resolve_url("/", std::string(2048, 'a')).ok());
  EXPECT_FALSE(resolve_url("/", std::string_view("a\0b", 3)).ok());
}

TEST(Url, NothingLeadsFromHttpsToHttp) {
  EXPECT_FALSE(resolve_url("https://cdn.example/m.json", "http://cdn.example/b.nsm").ok());
  EXPECT_EQ(resolved("http://localhost:1/m.json", "http://localhost:2/b.nsm"), "http://localhost:2/b.nsm");
}

}  // namespace
}  // namespace nearshelf::sync
