// What a client sees of one connection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server_sync/server/http/content_decoder.h"
#include "server_sync/server/http/content_encoder.h"
#include "tests/unit/server/http/client.h"
#include "tests/unit/server/http/test_server.h"

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string encoded(ContentCoding coding, std::string_view text) {
  std::string result;
  EXPECT_TRUE(ContentEncoder::make(coding)->push(text, true, result).ok());
  return result;
}

class ConnectionTest : public ::testing::Test {
 protected:
  TestServer server_;
  Client client_{server_.port()};
};

TEST_F(ConnectionTest, AnswersOneRequestAfterTheOther) {
  for (int i = 0; i < 3; ++i) {
    const Answer answer = client_.ask(post("/echo", "hello"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "hello");
    EXPECT_EQ(answer.header("Connection"), "keep-alive");
    EXPECT_THAT(answer.header("Date"), HasSubstr(" GMT"));
    EXPECT_FALSE(answer.header("X-Request-Id").empty());
  }
}

TEST_F(ConnectionTest, AnswersWhatWasSentWithoutWaiting) {
  std::string all;
  for (int i = 0; i < 20; ++i) all += post("/echo", std::string(static_cast<size_t>(i * 500), 'x'));
  ASSERT_TRUE(client_.send(all));
  for (size_t i = 0; i < 20; ++i) EXPECT_EQ(client_.receive().body.size(), i * 500);
}

TEST_F(ConnectionTest, TakesARequestByteByByte) {
  for (const char c : post("/echo", "slowly")) ASSERT_TRUE(client_.send(std::string(1, c)));
  EXPECT_EQ(client_.receive().body, "slowly");
}

TEST_F(ConnectionTest, TakesChunks) {
  const Answer answer = client_.ask(
      "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
  EXPECT_EQ(answer.body, "abcdef");
}

TEST_F(ConnectionTest, HeadHasTheLengthAndNoBody) {
  ASSERT_TRUE(client_.send("HEAD /health HTTP/1.1\r\nHost: h\r\n\r\n" + get("/health")));
  EXPECT_EQ(client_.receive(true).header("Content-Length"), "14");
  EXPECT_EQ(client_.receive().body, "from 127.0.0.1");
}

TEST_F(ConnectionTest, ClosesWhenItIsAskedTo) {
  EXPECT_EQ(client_.ask(get("/health", "Connection: close\r\n")).header("Connection"), "close");
  EXPECT_TRUE(client_.is_closed());
  Client old(server_.port());
  EXPECT_EQ(old.ask("GET /health HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(old.is_closed());
}

TEST_F(ConnectionTest, RefusalsHaveTheStatusThatFitsAndTheConnectionGoesOn) {
  EXPECT_EQ(client_.ask(get("/nothing")).status, 404);
  EXPECT_EQ(client_.ask(get("/echo")).status, 405);
  EXPECT_EQ(client_.ask(post("/echo", std::string(100'001, 'x'))).status, 413);
  EXPECT_EQ(client_.ask("POST /echo HTTP/1.1\r\nHost: h\r\n\r\n").status, 411);
  EXPECT_EQ(client_.ask(post("/echo", "x", "Content-Encoding: zstd\r\n")).status, 415);
  EXPECT_EQ(client_.ask(get("/forgotten")).status, 500);
  EXPECT_EQ(client_.ask(get("/private")).status, 401);
  EXPECT_EQ(client_.ask(get("/private", "Authorization: Bearer good\r\n")).body, "shop");
  EXPECT_EQ(client_.ask(post("/echo", std::string(100'000, 'x'))).body.size(), 100'000u);
}

TEST_F(ConnectionTest, WhatCannotBeTrustedEndsTheConnection) {
  const std::string large(20'000, 'a');
  for (const auto& [request, status] : std::vector<std::pair<std::string, int>>{
           {"nonsense\r\n\r\n", 400},
           {get("/" + std::string(5000, 'a')), 414},
           {get("/health", "A: " + large + "\r\n"), 431},
           {"GET /health HTTP/1.1\r\n\r\n", 400},
           {"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
           {get("/%zz"), 400},
           {get("/health", "Expect: a-miracle\r\n"), 417}}) {
    Client client(server_.port());
    EXPECT_EQ(client.ask(request).status, status) << request.substr(0, 40);
    EXPECT_TRUE(client.is_closed()) << request.substr(0, 40);
  }
}

TEST_F(ConnectionTest, ABodyTooLargeToBePassedOverEndsTheConnection) {
  ASSERT_TRUE(client_.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n"));
  ASSERT_TRUE(client_.send(std::string(50'000, 'x')));
  EXPECT_EQ(client_.receive().status, 413);
  EXPECT_TRUE(client_.is_closed());
}

TEST_F(ConnectionTest, TellsThoseWhoAskWhetherToGoOn) {
  ASSERT_TRUE(client_.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"));
  EXPECT_EQ(client_.receive().status, 100);
  EXPECT_EQ(client_.ask("hello").body, "hello");
  ASSERT_TRUE(client_.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\nExpect: 100-continue\r\n\r\n"));
  EXPECT_EQ(client_.receive().status, 413);
}

TEST_F(ConnectionTest, TakesAndGivesCompressedBodies) {
  const std::string text(50'000, 'a');
  for (const auto& [coding, name] :
       {std::pair(ContentCoding::kGzip, "gzip"), std::pair(ContentCoding::kBrotli, "br")}) {
    const Answer answer =
        client_.ask(post("/echo", encoded(coding, text),
                         std::string("Content-Encoding: ") + name + "\r\nAccept-Encoding: " + name + "\r\n"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Content-Encoding"), name);
    std::string decoded;
    ASSERT_TRUE(ContentDecoder::make(coding, 100'000)->push(answer.body, decoded).ok());
    EXPECT_EQ(decoded, text);
  }
}

TEST_F(ConnectionTest, BombsAreRefusedAtTheLimit) {
  const std::string bomb(5'000'000, '\0');
  for (const auto& [coding, name] :
       {std::pair(ContentCoding::kGzip, "gzip"), std::pair(ContentCoding::kBrotli, "br")}) {
    const std::string small = encoded(coding, bomb);
    ASSERT_LT(small.size(), 100'000u);
    Client client(server_.port());
    EXPECT_EQ(client.ask(post("/echo", small, std::string("Content-Encoding: ") + name + "\r\n")).status, 413);
  }
  Client client(server_.port());
  EXPECT_EQ(client.ask(post("/echo", "no gzip", "Content-Encoding: gzip\r\n")).status, 400);
}

TEST_F(ConnectionTest, AClientThatLeavesAmidABodyLeavesNothingBehind) {
  {
    Client leaving(server_.port());
    ASSERT_TRUE(leaving.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 500\r\n\r\nabc"));
  }
  EXPECT_EQ(client_.ask(get("/health")).status, 200);
  EXPECT_EQ(server_.server->in_flight(), 0);
}

TEST(CorsOnTheWire, GoesWithAnswersAndRefusalsOfRoutesForPages) {
  HttpOptions options;
  options.cors_origins = {"https://shop.example"};
  TestServer server(std::move(options));
  Client client(server.port());
  const std::string origin = "Origin: https://shop.example\r\n";
  EXPECT_EQ(client.ask(post("/echo", "x", origin)).header("Access-Control-Allow-Origin"), "https://shop.example");
  EXPECT_EQ(client.ask(post("/echo", std::string(100'001, 'x'), origin)).header("Access-Control-Allow-Origin"),
            "https://shop.example");
  EXPECT_EQ(client.ask(get("/health", origin)).header("Access-Control-Allow-Origin"), "");
  const Answer preflight =
      client.ask("OPTIONS /echo HTTP/1.1\r\nHost: h\r\n" + origin + "Access-Control-Request-Method: POST\r\n\r\n");
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(preflight.header("Access-Control-Allow-Methods"), "POST, OPTIONS");
}

TEST(BehindAProxy, TheClientIsWhoTheProxySays) {
  HttpOptions options;
  options.trusted_proxies = {"127.0.0.1"};
  TestServer server(std::move(options));
  Client client(server.port());
  EXPECT_EQ(client.ask(get("/health", "X-Forwarded-For: 198.51.100.7\r\n")).body, "from 198.51.100.7");
}

}  // namespace
}  // namespace nearshelf::server
