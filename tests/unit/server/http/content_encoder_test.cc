#include "server_sync/server/http/content_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server_sync/server/http/content_decoder.h"

namespace nearshelf::server {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::Pair;

Response compressible(size_t size) {
  Response response;
  response.body = std::string(size, 'x');
  response.compress = true;
  return response;
}

TEST(ContentEncoder, PiecesMakeOneStream) {
  for (const ContentCoding coding : {ContentCoding::kIdentity, ContentCoding::kGzip, ContentCoding::kBrotli}) {
    const std::unique_ptr<ContentEncoder> encoder = ContentEncoder::make(coding);
    std::string encoded;
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(encoder->push("some text ", false, encoded).ok());
    ASSERT_TRUE(encoder->push("end", true, encoded).ok());
    std::string decoded;
    const std::unique_ptr<ContentDecoder> decoder = ContentDecoder::make(coding, 2000);
    ASSERT_TRUE(decoder->push(encoded, decoded).ok());
    EXPECT_TRUE(decoder->finish().ok());
    EXPECT_EQ(decoded.size(), 1003u);
  }
}

TEST(CompressResponse, CompressesAsTheClientLikes) {
  Response response = compressible(5000);
  compress_response("gzip", response);
  EXPECT_THAT(response.headers, Contains(Pair("Content-Encoding", "gzip")));
  EXPECT_THAT(response.headers, Contains(Pair("Vary", "Accept-Encoding")));
  EXPECT_LT(response.body.size(), 500u);
}

TEST(CompressResponse, LeavesSmallOnesAndThoseThatMayNotBe) {
  Response small = compressible(kMinCompressedBytes - 1);
  compress_response("br", small);
  EXPECT_EQ(small.body.size(), kMinCompressedBytes - 1);
  Response secret = compressible(5000);
  secret.compress = false;
  compress_response("br", secret);
  EXPECT_EQ(secret.body.size(), 5000u);
  Response unasked = compressible(5000);
  compress_response("", unasked);
  EXPECT_EQ(unasked.body.size(), 5000u);
  EXPECT_THAT(unasked.headers, Not(Contains(Pair("Content-Encoding", ::testing::_))));
}

}  // namespace
}  // namespace nearshelf::server
