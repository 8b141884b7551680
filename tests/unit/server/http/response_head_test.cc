#include "server_sync/server/http/response_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(ResponseHead, HasWhatEveryAnswerHas) {
  Response response;
  response.headers = {{"ETag", "\"x\""}};
  const std::string head = response_head(response, {"Thu, 01 Jan 1970 00:00:00 GMT", "id-1", 12, true});
  EXPECT_THAT(head, StartsWith("HTTP/1.1 200 OK\r\n"));
  for (const char* line : {"Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n", "ETag: \"x\"\r\n", "Content-Length: 12\r\n",
                           "Connection: keep-alive\r\n", "X-Request-Id: id-1\r\n"}) {
    EXPECT_THAT(head, HasSubstr(line));
  }
  EXPECT_THAT(head, EndsWith("\r\n\r\n"));
  EXPECT_THAT(response_head(response, {"d", "", 0, false}), HasSubstr("Connection: close\r\n"));
}

TEST(ResponseHead, AnswersWithoutABodyHaveNoLength) {
  for (const int status : {204, 304}) {
    Response response;
    response.status = status;
    EXPECT_THAT(response_head(response, {"d", "i", 0, true}), Not(HasSubstr("Content-Length")));
  }
}

TEST(ResponseHead, NobodyWritesHeadersThroughAValue) {
  Response response;
  response.headers = {{"X", "a\r\nSet-Cookie: b"}};
  EXPECT_THAT(response_head(response, {"d", "i", 0, true}), HasSubstr("X: aSet-Cookie: b\r\n"));
}

}  // namespace
}  // namespace nearshelf::server
