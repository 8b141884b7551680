// What slow, stuck and numerous clients get.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "tests/unit/server/http/client.h"
#include "tests/unit/server/http/test_server.h"

namespace nearshelf::server {
namespace {

using std::chrono::milliseconds;

HttpOptions short_times() {
  HttpOptions options;
  options.limits.header_time = milliseconds(300);
  options.limits.transfer_time = milliseconds(300);
  options.limits.idle_time = milliseconds(300);
  return options;
}

TEST(Limits, ASlowHeaderIsToldSoAndClosed) {
  TestServer server(short_times());
  Client slow(server.port());
  ASSERT_TRUE(slow.send("GET /health HTTP/1.1\r\nHost"));
  EXPECT_EQ(slow.receive().status, 408);
  EXPECT_TRUE(slow.is_closed());
}

TEST(Limits, AConnectionThatSaysNothingIsClosed) {
  TestServer server(short_times());
  Client silent(server.port());
  EXPECT_EQ(silent.receive().status, 0);
  EXPECT_TRUE(silent.is_closed());
  Client idle(server.port());
  EXPECT_EQ(idle.ask(get("/health")).status, 200);
  EXPECT_EQ(idle.receive().status, 0);
  EXPECT_TRUE(idle.is_closed());
}

TEST(Limits, ASlowBodyIsToldSo) {
  HttpOptions options = short_times();
  options.limits.transfer_bytes_per_second = 1'000'000;
  TestServer server(std::move(options));
  Client slow(server.port());
  ASSERT_TRUE(slow.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nabc"));
  EXPECT_EQ(slow.receive().status, 408);
  EXPECT_TRUE(slow.is_closed());
}

TEST(Limits, AHandlerMayTakeLongerThanAnyOfThem) {
  TestServer server(short_times());
  Client client(server.port());
  ASSERT_TRUE(client.send(get("/held")));
  server.held.wait_for(1);
  Client other(server.port());
  EXPECT_TRUE(other.is_closed());  // its time is over, so the handler's would have been
  server.held.let_go();
  EXPECT_EQ(client.receive().status, 200);
}

TEST(Limits, WhatIsTooMuchIsRefusedAtOnceAndTheConnectionGoesOn) {
  HttpOptions options;
  options.limits.in_flight = 2;
  TestServer server(std::move(options));
  Client first(server.port());
  Client second(server.port());
  ASSERT_TRUE(first.send(get("/held")));
  ASSERT_TRUE(second.send(get("/held")));
  server.held.wait_for(2);
  Client third(server.port());
  for (int i = 0; i < 3; ++i) {
    const Answer refused = third.ask(post("/echo", std::string(5000, 'x')));
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("Retry-After"), "1");
  }
  EXPECT_EQ(third.ask(get("/health")).status, 200);
  server.held.let_go();
  EXPECT_EQ(first.receive().status, 200);
  EXPECT_EQ(second.receive().status, 200);
  EXPECT_EQ(third.ask(post("/echo", "x")).status, 200);
  EXPECT_EQ(server.server->in_flight(), 0);
}

TEST(Limits, ARouteMayRefuseBeforeTheBodyIsThere) {
  TestServer server;
  server.held.refuses_echo = true;
  Client client(server.port());
  ASSERT_TRUE(client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n"));
  const Answer refused = client.receive();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("Retry-After"), "7");
  // The connection goes on once the body that nobody wanted has come.
  server.held.refuses_echo = false;
  ASSERT_TRUE(client.send(std::string(5000, 'x')));
  EXPECT_EQ(client.ask(post("/echo", "hello")).body, "hello");
}

TEST(Limits, BodiesThatComeInShareTheMemory) {
  HttpOptions options;
  options.limits.body_memory_bytes = 100'000;
  TestServer server(std::move(options));
  Client slow(server.port());
  ASSERT_TRUE(slow.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 90000\r\n\r\n" + std::string(80'000, 'x')));
  // A body that was broken off ends its connection, so each has one of its own.
  const auto status_of = [&](size_t size) {
    return Client(server.port()).ask(post("/echo", std::string(size, 'x'))).status;
  };
  // Until the first one's bytes are read there is room.
  int status = 200;
  for (int i = 0; i < 1000 && status == 200; ++i) status = status_of(50'000);
  EXPECT_EQ(status, 503);
  EXPECT_EQ(status_of(10'000), 200);
  ASSERT_TRUE(slow.send(std::string(10'000, 'x')));
  EXPECT_EQ(slow.receive().status, 200);
  EXPECT_EQ(status_of(50'000), 200);
}

TEST(Limits, WhoWaitsLongestMakesRoom) {
  HttpOptions options;
  options.limits.connections = 3;
  std::atomic<int> accepted{0};
  options.on_connection = [&](ConnectionEvent event) { accepted += event == ConnectionEvent::kAccepted; };
  TestServer server(std::move(options));
  Client busy(server.port());
  ASSERT_TRUE(busy.send(get("/held")));
  server.held.wait_for(1);
  Client oldest(server.port());
  EXPECT_EQ(oldest.ask(get("/health")).status, 200);
  Client second(server.port());
  EXPECT_EQ(second.ask(get("/health")).status, 200);
  Client newest(server.port());
  EXPECT_EQ(newest.ask(get("/health")).status, 200);
  EXPECT_TRUE(oldest.is_closed());
  EXPECT_EQ(second.ask(get("/health")).status, 200);
  server.held.let_go();
  EXPECT_EQ(busy.receive().status, 200);
  EXPECT_EQ(accepted, 4);
}

TEST(Limits, AThousandSlowClientsStopNobody) {
  TestServer server;
  std::vector<Client> slow;
  for (int i = 0; i < 1000; ++i) {
    slow.emplace_back(server.port());
    ASSERT_TRUE(slow.back().send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n" +
                                 std::string(i % 2 == 0 ? "" : "\r\nabc")));
  }
  Client client(server.port());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.ask(post("/echo", "hello")).body, "hello");
  EXPECT_EQ(server.server->in_flight(), 0);
}

TEST(Limits, AClientThatDoesNotReadIsCutOff) {
  HttpOptions options = short_times();
  options.limits.transfer_bytes_per_second = 100'000'000;
  TestServer server(std::move(options));
  Client stuck(server.port());
  // Answers pile up until the socket takes no more; then the time runs.
  std::string many;
  for (int i = 0; i < 40; ++i) many += post("/echo", std::string(100'000, 'x'));
  bool open = true;
  for (int i = 0; i < 20 && open; ++i) open = stuck.send(many);
  EXPECT_FALSE(open);
}

}  // namespace
}  // namespace nearshelf::server
