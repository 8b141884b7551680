// A server with a few routes that show what a connection does.
#ifndef NEARSHELF_TESTS_UNIT_SERVER_HTTP_TEST_SERVER_H_
#define NEARSHELF_TESTS_UNIT_SERVER_HTTP_TEST_SERVER_H_

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server_sync/server/http/problem.h"
#include "server_sync/server/http/server.h"

namespace nearshelf::server {

// Requests for /held wait here until they are let go.
class Held {
 public:
  void add(Respond respond) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(respond));
    changed_.notify_all();
  }
  void wait_for(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return waiting_.size() >= count; });
  }
  void let_go() {
    std::vector<Respond> waiting;
    {
      const std::lock_guard lock(mutex_);
      waiting.swap(waiting_);
    }
    for (const Respond& respond : waiting) respond(Response());
  }
  std::atomic<bool> refuses_echo{false};

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Respond> waiting_;
};

inline std::vector<Route> test_routes(Held& held) {
  std::vector<Route> routes(5);
  routes[0].method = "POST";
  routes[0].pattern = "/echo";
  routes[0].max_body_bytes = 100'000;
  routes[0].cross_origin = true;
  routes[0].refuse = [&held]() -> std::optional<Response> {
    if (!held.refuses_echo) return std::nullopt;
    return try_again(503, 7, "BUSY", "later");
  };
  routes[0].handle = [](Request request, const Respond& respond) {
    Response response;
    response.body = std::move(request.body);
    response.compress = true;
    respond(std::move(response));
  };
  routes[1].method = "GET";
  routes[1].pattern = "/held";
  routes[1].handle = [&held](const Request&, Respond respond) { held.add(std::move(respond)); };
  routes[2].method = "GET";
  routes[2].pattern = "/health";
  routes[2].always_admitted = true;
  routes[2].handle = [](const Request& request, const Respond& respond) {
    Response response;
    response.body = "from " + request.head.address;
    respond(std::move(response));
  };
  routes[3].method = "GET";
  routes[3].pattern = "/private";
  routes[3].role = 1;
  routes[3].handle = [](const Request& request, const Respond& respond) {
    Response response;
    response.body = request.principal.tenant;
    respond(std::move(response));
  };
  routes[4].method = "GET";
  routes[4].pattern = "/forgotten";
  routes[4].handle = [](const Request&, const Respond&) {};
  return routes;
}

class TestServer {
 public:
  explicit TestServer(HttpOptions options = {}) {
    if (options.listen.empty()) options.listen = {{"127.0.0.1", 0}};
    if (!options.authorize) {
      options.authorize = [](const RequestHead& head, const Route&, const HttpOptions::Authorized& done) {
        if (head.header("authorization") != "Bearer good") return done(problem(401, "UNAUTHORIZED", "no"));
        done(Principal{"shop", "t"});
      };
    }
    Result<std::unique_ptr<HttpServer>> started = HttpServer::start(std::move(options), Router(test_routes(held)));
    EXPECT_TRUE(started.ok()) << started.status().to_string();
    server = std::move(started).value();
  }
  ~TestServer() { held.let_go(); }
  uint16_t port() const { return server->ports()[0]; }

  Held held;
  std::unique_ptr<HttpServer> server;
};

inline std::string get(const std::string& path, const std::string& headers = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
}

inline std::string post(const std::string& path, const std::string& body, const std::string& headers = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
         "\r\n" + body;
}

}  // namespace nearshelf::server

#endif  // NEARSHELF_TESTS_UNIT_SERVER_HTTP_TEST_SERVER_H_
