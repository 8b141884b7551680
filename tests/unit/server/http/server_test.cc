#include "server_sync/server/http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/unit/server/http/client.h"
#include "tests/unit/server/http/test_server.h"

namespace nearshelf::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

TEST(HttpServerTest, ListensOnSeveralAddresses) {
  HttpOptions options;
  options.listen = {{"127.0.0.1", 0}, {"127.0.0.1", 0}};
  options.threads = 3;
  TestServer server(std::move(options));
  ASSERT_EQ(server.server->ports().size(), 2u);
  for (const uint16_t port : server.server->ports()) EXPECT_EQ(Client(port).ask(get("/health")).status, 200);
}

TEST(HttpServerTest, SaysThatAnAddressIsTaken) {
  TestServer server;
  HttpOptions options;
  options.listen = {{"127.0.0.1", server.port()}};
  const auto second = HttpServer::start(std::move(options), Router({}));
  EXPECT_EQ(second.status().code(), Code::kIo);
  EXPECT_THAT(second.status().place(), HasSubstr(std::to_string(server.port())));
}

TEST(HttpServerTest, DrainingEndsWhatWaitsAndFinishesWhatIsUnderWay) {
  TestServer server;
  Client idle(server.port());
  EXPECT_EQ(idle.ask(get("/health")).status, 200);
  Client busy(server.port());
  ASSERT_TRUE(busy.send(get("/held")));
  server.held.wait_for(1);
  size_t cut_off = 99;
  std::thread draining([&] { cut_off = server.server->drain(seconds(20)); });
  EXPECT_TRUE(idle.is_closed());
  EXPECT_EQ(Client(server.port()).ask(get("/health")).status, 0);
  server.held.let_go();
  const Answer answer = busy.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Connection"), "close");
  busy.close_sending();
  draining.join();
  EXPECT_EQ(cut_off, 0u);
}

TEST(HttpServerTest, DrainingTellsHowManyTookTooLong) {
  TestServer server;
  Client busy(server.port());
  ASSERT_TRUE(busy.send(get("/held")));
  server.held.wait_for(1);
  EXPECT_EQ(server.server->drain(milliseconds(50)), 1u);
}

TEST(HttpServerTest, ReportsEveryAnswer) {
  std::mutex mutex;
  std::vector<std::string> reports;
  HttpOptions options;
  options.on_request = [&](const RequestReport& report) {
    const std::lock_guard lock(mutex);
    reports.push_back(std::string(report.method) + " " + std::string(report.route) + " " +
                      std::to_string(report.status));
  };
  {
    TestServer server(std::move(options));
    Client client(server.port());
    client.ask(get("/health?secret=1"));
    client.ask(get("/nothing"));
    client.ask("nonsense\r\n\r\n");
    client.is_closed();
  }
  EXPECT_THAT(reports, ::testing::ElementsAre("GET /health 200", "GET  404", "  400"));
}

TEST(HttpServerTest, ManyClientsAtATimeGetTheirOwnAnswers) {
  HttpOptions options;
  options.threads = 2;
  TestServer server(std::move(options));
  std::atomic<int> right{0};
  std::vector<std::thread> clients;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&, c] {
      Client client(server.port());
      for (int i = 0; i < 200; ++i) {
        const std::string body = std::to_string(c) + ":" + std::to_string(i);
        if (client.ask(post("/echo", body)).body == body) ++right;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, 1600);
}

}  // namespace
}  // namespace nearshelf::server
