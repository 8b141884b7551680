#include "sdk/curl/server_url.h"

#include <gtest/gtest.h>

namespace nearshelf::curl {
namespace {

TEST(ServerUrl, HttpsIsAskedForUnlessToldOtherwise) {
  EXPECT_EQ(server_url_fault("https://sync.example", false), "");
  EXPECT_EQ(server_url_fault("https://sync.example:8443/shop/", false), "");
  EXPECT_NE(server_url_fault("http://sync.example", false), "");
  EXPECT_EQ(server_url_fault("http://127.0.0.1:8480", true), "");
}

TEST(ServerUrl, WhatIsNoServerIsRefused) {
  for (const char* url : {"", "sync.example", "ftp://sync.example", "file:///etc", "https://", "https:///x",
                          "https://me:secret@sync.example", "https://sync.example?x", "https://sync.example#x",
                          "https://sync example", "https://sync.example\r\nX: y", "HTTPS://sync.example"}) {
    EXPECT_NE(server_url_fault(url, true), "") << url;
  }
  EXPECT_NE(server_url_fault("https://" + std::string(2048, 'a'), true), "");
}

TEST(ServerUrl, PathsGoBelowTheServerAndAddressesWhereTheyLead) {
  EXPECT_EQ(join_url("https://sync.example", "/v1/events"), "https://sync.example/v1/events");
  EXPECT_EQ(join_url("https://sync.example/shop/", "/v1/events"), "https://sync.example/shop/v1/events");
  EXPECT_EQ(join_url("https://sync.example", "https://cdn.example/m.json"), "https://cdn.example/m.json");
  EXPECT_TRUE(is_allowed_url("https://cdn.example/m.json", false));
  EXPECT_FALSE(is_allowed_url("http://cdn.example/m.json", false));
}

}  // namespace
}  // namespace nearshelf::curl
