#include "server_sync/server/api/service.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>

#include "server_sync/server/api/tokens.h"
#include "tests/support/fake_event_store.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// One request on a connection of its own; all that comes back.
std::string ask(uint16_t port, const std::string& request) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
    char piece[4096];
    for (ssize_t got = 0; (got = ::recv(socket, piece, sizeof piece, 0)) > 0;)
      answer.append(piece, static_cast<size_t>(got));
  }
  ::close(socket);
  return answer;
}

class ServiceTest : public ::testing::Test {
 protected:
  std::unique_ptr<Service> start() {
    ServiceParts parts;
    parts.config.data = directory_.path();
    parts.config.listen = {"127.0.0.1:0"};
    parts.config.drain_seconds = 5;
    auto store = std::make_unique<testing::FakeEventStore>();
    token_ = make_token("shop", Role::kAnalyst, "", 0);
    EXPECT_TRUE(store->add_token(token_.token).ok());
    parts.store = std::move(store);
    parts.version = "9.9";
    parts.log = [this](LogLevel, std::string_view line) {
      const std::lock_guard lock(mutex_);
      log_ += std::string(line) + "\n";
    };
    Result<std::unique_ptr<Service>> service = Service::start(std::move(parts));
    EXPECT_TRUE(service.ok()) << service.status().to_string();
    return std::move(service).value();
  }
  std::string get(const Service& service, const std::string& path, const std::string& token = "") {
    return ask(service.ports()[0], "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" +
                                       (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") + "\r\n");
  }

  testing::TempDir directory_;
  NewToken token_;
  std::mutex mutex_;
  std::string log_;
};

TEST_F(ServiceTest, ServesAndAsksForTokens) {
  const std::unique_ptr<Service> service = start();
  EXPECT_THAT(get(*service, "/healthz"), HasSubstr("200 OK"));
  EXPECT_THAT(get(*service, "/v1/stats"), HasSubstr("401 Unauthorized"));
  EXPECT_THAT(get(*service, "/v1/stats"), HasSubstr("WWW-Authenticate: Bearer realm=\"nearshelf\"\r\n"));
  EXPECT_THAT(get(*service, "/v1/stats", token_.text), HasSubstr("\"server_version\":\"9.9\""));
}

TEST_F(ServiceTest, TheLogHasNeitherTokensNorQueries) {
  const std::unique_ptr<Service> service = start();
  get(*service, "/v1/stats?hours=3&name=alice", token_.text);
  service->drain();
  const std::lock_guard lock(mutex_);
  EXPECT_THAT(log_, HasSubstr("GET /v1/stats 200"));
  EXPECT_THAT(log_, Not(HasSubstr("alice")));
  EXPECT_THAT(log_, Not(HasSubstr(token_.text)));
  EXPECT_THAT(log_, Not(HasSubstr(token_.token.id)));
}

TEST_F(ServiceTest, AnnouncesItsEndBeforeItStops) {
  const std::unique_ptr<Service> service = start();
  EXPECT_THAT(get(*service, "/readyz"), HasSubstr("200 OK"));
  service->announce_end();
  EXPECT_THAT(get(*service, "/readyz"), HasSubstr("503"));
  EXPECT_THAT(get(*service, "/healthz"), HasSubstr("200 OK"));
  EXPECT_EQ(service->drain(), 0u);
  EXPECT_EQ(get(*service, "/healthz"), "");
}

TEST_F(ServiceTest, KeysStayWhatTheyWere) {
  start();
  const std::string pepper = testing::read_text(directory_.file("pepper"));
  const std::string signing = testing::read_text(directory_.file("signing-key"));
  EXPECT_FALSE(pepper.empty());
  EXPECT_FALSE(signing.empty());
  start();
  EXPECT_EQ(testing::read_text(directory_.file("pepper")), pepper);
  EXPECT_EQ(testing::read_text(directory_.file("signing-key")), signing);
}

}  // namespace
}  // namespace nearshelf::server
