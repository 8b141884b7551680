#include "server_sync/server/http/header_values.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

TEST(HeaderValues, ContentCodings) {
  EXPECT_EQ(parse_content_coding(""), ContentCoding::kIdentity);
  EXPECT_EQ(parse_content_coding(" GZip "), ContentCoding::kGzip);
  EXPECT_EQ(parse_content_coding("br"), ContentCoding::kBrotli);
  EXPECT_FALSE(parse_content_coding("zstd"));
  EXPECT_FALSE(parse_content_coding("gzip, gzip"));
}

TEST(HeaderValues, TheCodingThatAClientLikesBest) {
  EXPECT_EQ(choose_coding(""), ContentCoding::kIdentity);
  EXPECT_EQ(choose_coding("gzip, deflate, br"), ContentCoding::kBrotli);
  EXPECT_EQ(choose_coding("gzip;q=1.0, br;q=0.5"), ContentCoding::kGzip);
  EXPECT_EQ(choose_coding("br;q=0, gzip"), ContentCoding::kGzip);
  EXPECT_EQ(choose_coding("*"), ContentCoding::kBrotli);
  EXPECT_EQ(choose_coding("br;q=0, *;q=0.1"), ContentCoding::kGzip);
  EXPECT_EQ(choose_coding("identity"), ContentCoding::kIdentity);
  EXPECT_EQ(choose_coding("gzip;q=nan, br;q=2"), ContentCoding::kIdentity);
  EXPECT_EQ(choose_coding(",,;q=1,gzip;q="), ContentCoding::kIdentity);
}

TEST(HeaderValues, MediaTypes) {
  EXPECT_EQ(media_type(" Application/JSON; charset=utf-8"), "application/json");
  EXPECT_EQ(media_type(""), "");
}

TEST(HeaderValues, BearerTokens) {
  EXPECT_EQ(bearer_token("Bearer abc"), "abc");
  EXPECT_EQ(bearer_token("bearer  abc "), "abc");
  EXPECT_EQ(bearer_token("Basic abc"), "");
  EXPECT_EQ(bearer_token("Bearer"), "");
  EXPECT_EQ(bearer_token(""), "");
}

TEST(HeaderValues, EntityTags) {
  EXPECT_TRUE(etag_matches("\"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches("\"x\", W/\"a\"", "\"a\""));
  EXPECT_TRUE(etag_matches("*", "\"a\""));
  EXPECT_FALSE(etag_matches("", "\"a\""));
  EXPECT_FALSE(etag_matches("a", "\"a\""));
}

TEST(HeaderValues, ForwardedAddressesAreBelievedFromTrustedProxiesOnly) {
  const auto trusted = [](const std::string& address) { return address.rfind("10.", 0) == 0; };
  EXPECT_EQ(forwarded_address("203.0.113.9", "198.51.100.1", trusted), "203.0.113.9");
  EXPECT_EQ(forwarded_address("10.0.0.1", "198.51.100.1", trusted), "198.51.100.1");
  EXPECT_EQ(forwarded_address("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", trusted), "198.51.100.1");
  EXPECT_EQ(forwarded_address("10.0.0.1", "", trusted), "10.0.0.1");
  EXPECT_EQ(forwarded_address("10.0.0.1", "10.0.0.2", trusted), "10.0.0.2");
  EXPECT_EQ(forwarded_address("10.0.0.1", "198.51.100.1,", trusted), "10.0.0.1");
}

}  // namespace
}  // namespace nearshelf::server
