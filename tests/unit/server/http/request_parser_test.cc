#include "server_sync/server/http/request_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using ::testing::Contains;
using ::testing::Pair;

constexpr uint32_t kLimit = 1024;

// As a connection does it: pieces of this size, what is not taken comes again.
struct Parsed {
  explicit Parsed(std::string_view input, size_t piece = 1 << 20) : parser(kLimit) {
    parser.set_body_sink([this](std::string_view bytes) {
      body.append(bytes);
      return ok_status();
    });
    std::string waiting;
    while (!parser.done() && !parser.fault()) {
      const size_t used = parser.put(waiting);
      waiting.erase(0, used);
      if (used > 0) continue;
      if (input.empty()) break;
      waiting.append(input.substr(0, piece));
      input.remove_prefix(std::min(piece, input.size()));
    }
    rest = waiting + std::string(input);
  }
  int fault() const { return parser.fault() ? parser.fault()->status : 0; }
  int head_fault() const {
    const auto found = parser.check_head();
    return found ? found->status : 0;
  }
  RequestParser parser;
  std::string body;
  std::string rest;
};

const std::string kPost =
    "POST /v1/events HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhelloGET ";

TEST(RequestParser, ReadsARequestHoweverItIsCutAndLeavesTheNext) {
  for (const size_t piece : {size_t{1}, size_t{7}, size_t{1000}}) {
    Parsed parsed(kPost, piece);
    EXPECT_TRUE(parsed.parser.done()) << piece;
    EXPECT_EQ(parsed.parser.method(), "POST");
    EXPECT_EQ(parsed.parser.target(), "/v1/events");
    EXPECT_EQ(parsed.parser.content_length(), 5u);
    EXPECT_EQ(parsed.body, "hello");
    EXPECT_EQ(parsed.rest, "GET ");
    EXPECT_THAT(parsed.parser.headers(), Contains(Pair("content-type", "application/json")));
    EXPECT_TRUE(parsed.parser.keep_alive());
    EXPECT_EQ(parsed.head_fault(), 0);
  }
}

TEST(RequestParser, ReadsChunks) {
  const std::string request =
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
  for (const size_t piece : {size_t{1}, size_t{1000}}) {
    Parsed parsed(request, piece);
    EXPECT_TRUE(parsed.parser.done());
    EXPECT_TRUE(parsed.parser.chunked());
    EXPECT_EQ(parsed.body, "abcde");
    EXPECT_EQ(parsed.parser.body_bytes(), 5u);
  }
}

TEST(RequestParser, ABodyOfNoChunksMayComeByteByByte) {
  Parsed parsed("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\nGET", 1);
  EXPECT_TRUE(parsed.parser.done());
  EXPECT_EQ(parsed.body, "");
  EXPECT_EQ(parsed.rest, "GET");
}

TEST(RequestParser, FaultsHaveTheStatusThatFits) {
  EXPECT_EQ(Parsed("nonsense\r\n\r\n").fault(), 400);
  EXPECT_EQ(Parsed("GET / HTTP/2.0\r\n\r\n").fault(), 505);
  EXPECT_EQ(Parsed("GET / HTTP/1.1\r\nA: " + std::string(2 * kLimit, 'a') + "\r\n\r\n").fault(), 431);
  EXPECT_EQ(Parsed("GET / HTTP/1.1\r\nA: " + std::string(2 * kLimit, 'a') + "\r\n\r\n", 100).fault(), 431);
  EXPECT_EQ(Parsed("GET /" + std::string(2 * kLimit, 'a') + " HTTP/1.1\r\n\r\n").fault(), 431);
  EXPECT_EQ(Parsed("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n").fault(), 400);
  EXPECT_EQ(Parsed("POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n").fault(), 400);
  EXPECT_EQ(Parsed("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n").fault(), 400);
}

TEST(RequestParser, TwoLengthsAreNeverBothBelieved) {
  EXPECT_EQ(
      Parsed("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").fault(),
      400);
  EXPECT_EQ(
      Parsed("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n").fault(),
      400);
}

TEST(RequestParser, HeadsThatHttpForbids) {
  EXPECT_EQ(Parsed("GET / HTTP/1.1\r\n\r\n").head_fault(), 400);
  EXPECT_EQ(Parsed("GET / HTTP/1.0\r\n\r\n").head_fault(), 0);
  EXPECT_EQ(Parsed("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").head_fault(), 400);
  EXPECT_EQ(Parsed("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nauthorization: y\r\n\r\n").head_fault(), 400);
  EXPECT_EQ(Parsed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n").head_fault(),
            501);
  EXPECT_EQ(Parsed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n").head_fault(), 501);
  EXPECT_EQ(Parsed("GET / HTTP/1.1\r\nHost: a\r\nExpect: a-miracle\r\n\r\n").head_fault(), 417);
  EXPECT_EQ(Parsed("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n\r\n").head_fault(), 0);
}

TEST(RequestParser, ABodySinkCanEndTheRequest) {
  RequestParser parser(kLimit);
  parser.set_body_sink([](std::string_view) { return Status(Code::kLimit, "too much"); });
  std::string input = kPost;
  input.erase(0, parser.put(input));
  EXPECT_TRUE(parser.head_done());
  parser.put(input);
  EXPECT_EQ(parser.body_status().code(), Code::kLimit);
  EXPECT_FALSE(parser.done());
}

}  // namespace
}  // namespace nearshelf::server
