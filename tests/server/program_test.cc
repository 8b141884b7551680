// nearshelf-server as its operator meets it: the first start, commands, routes, wrong input, the end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "tests/e2e/process.h"
#include "tests/server/server_process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_model.h"
#include "tests/unit/server/http/client.h"

namespace nearshelf::server_test {
namespace {

using e2e::Outcome;
using e2e::Process;
using server::Answer;
using server::Client;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Outcome run(std::vector<std::string> arguments, const std::vector<std::string>& environment = {}) {
  arguments.insert(arguments.begin(), NEARSHELF_SERVER_BINARY);
  return Process(arguments, "", environment).wait();
}

std::string now_text() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

std::string batch(const std::string& id) {
  const std::string now = now_text();
  return R"({"sent_at_ms":)" + now + R"(,"pseudonyms":[")" + std::string(64, 'a') +
         R"("],"receipts":[{"decided_at_ms":)" + now + R"(,"policy_version":"1","granted":["measurement"]}],)" +
         R"("events":[{"id":")" + id + R"(","kind":"view","time_ms":)" + now + R"(,"item_id":"sku-1"}]})";
}

std::string request(const std::string& line, const std::string& token, const std::string& body = "",
                    const std::string& type = "application/json") {
  return line + " HTTP/1.1\r\nHost: h\r\n" + (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") +
         (line.rfind("GET", 0) == 0
              ? "\r\n"
              : "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

class ServerProgramTest : public ::testing::Test {
 protected:
  void start() { ASSERT_TRUE(server_.start()) << server_.log(); }
  Answer ask(const std::string& line, const std::string& token, const std::string& body = "",
             const std::string& type = "application/json") {
    return Client(server_.port()).ask(request(line, token, body, type));
  }

  testing::TempDir directory_;
  ServerProcess server_{directory_.path()};
};

TEST_F(ServerProgramTest, StartsFromNothingAndLetsItsAdminIn) {
  start();
  struct stat facts {};
  ASSERT_EQ(::stat((server_.data() + "/first-admin-token").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  std::string admin = testing::read_text(server_.data() + "/first-admin-token");
  admin.pop_back();
  const Answer stats = ask("GET /v1/stats", admin);
  EXPECT_EQ(stats.status, 200);
  EXPECT_THAT(stats.body, HasSubstr("\"tenant\":\"default\""));
  EXPECT_EQ(ask("GET /v1/stats", "").status, 401);
  EXPECT_EQ(ask("GET /healthz", "").status, 200);
  EXPECT_EQ(ask("GET /readyz", "").status, 200);
  EXPECT_THAT(ask("GET /metrics", "").body, HasSubstr("nearshelf_build_info"));
  EXPECT_EQ(ask("GET /v1/openapi.json", "").status, 200);
}

TEST_F(ServerProgramTest, WhatItAcknowledgedIsThereAfterARestart) {
  const std::string device = server_.make_token("device");
  start();
  EXPECT_THAT(ask("POST /v1/events", device, batch("e-1")).body, HasSubstr("stored"));
  EXPECT_EQ(server_.end(SIGTERM), 0) << server_.log();
  start();
  EXPECT_THAT(ask("POST /v1/events", device, batch("e-2")).body, HasSubstr("stored"));
  const std::string mine = R"({"pseudonyms":[")" + std::string(64, 'a') + R"("]})";
  const Answer exported = ask("POST /v1/export", device, mine);
  EXPECT_THAT(exported.body, HasSubstr("\"e-1\""));
  EXPECT_THAT(exported.body, HasSubstr("\"e-2\""));
  const std::string erase = R"({"request_id":"r-1","scope":"all",)" + mine.substr(1);
  EXPECT_THAT(ask("POST /v1/erase", device, erase).body, HasSubstr("\"events\":2"));
  EXPECT_THAT(ask("POST /v1/export", device, mine).body, Not(HasSubstr("e-1")));
  EXPECT_EQ(server_.end(SIGTERM), 0);
  EXPECT_THAT(server_.command({"audit", "verify"}), HasSubstr("entries fit"));
}

// As docs/operations.md says it is done.
TEST_F(ServerProgramTest, AReceiptOfAReplacedKeyCanStillBeVerified) {
  start();
  const std::string before = server_.command({"keys"});
  EXPECT_EQ(server_.end(SIGTERM), 0);
  const size_t at = before.find("\"public_key\":\"") + 14;
  const std::string old_key = before.substr(at, 64);
  std::filesystem::remove(server_.data() + "/signing-key");
  ServerProcess rotated(directory_.path(), {"--keys-retired", old_key});
  ASSERT_TRUE(rotated.start()) << rotated.log();
  const std::string listed = rotated.command({"keys"});
  EXPECT_THAT(listed, HasSubstr(old_key));
  EXPECT_NE(listed.find("public_key"), listed.rfind("public_key")) << "and the new one";
  Client client(rotated.port());
  EXPECT_EQ(client.ask("GET /v1/keys HTTP/1.1\r\nHost: h\r\n\r\n").body + "\n", listed);
}

TEST_F(ServerProgramTest, OffersWhatWasPublished) {
  const std::string publisher = server_.make_token("publisher");
  start();
  const model::AlignedBytes bytes = testing::make_test_bytes();
  const std::string artifact(bytes.span().begin(), bytes.span().end());
  EXPECT_EQ(ask("PUT /v1/models", publisher, artifact, "application/octet-stream").status, 201);
  const Answer manifest = ask("GET /v1/models/shop/manifest.json", "");
  ASSERT_EQ(manifest.status, 200);
  const size_t url = manifest.body.find("\"url\": \"") + 8;
  const std::string name = manifest.body.substr(url, manifest.body.find('"', url) - url);
  EXPECT_EQ(ask("GET /v1/models/shop/" + name, "").body, artifact);
  EXPECT_EQ(ask("PUT /v1/models", publisher, "no model", "application/octet-stream").status, 422);
}

TEST_F(ServerProgramTest, BodiesAtTheLimitPassAndOneByteMoreDoesNot) {
  const std::string device = server_.make_token("device");
  start();
  const auto padded = [](std::string body, size_t size) { return body + std::string(size - body.size(), ' '); };
  EXPECT_EQ(ask("POST /v1/events", device, padded(batch("e-1"), 256 * 1024)).status, 200);
  EXPECT_EQ(ask("POST /v1/events", device, padded(batch("e-2"), 256 * 1024 + 1)).status, 413);
  const std::string mine = R"({"pseudonyms":[")" + std::string(64, 'a') + R"("]})";
  const std::string erase = R"({"request_id":"r-1","scope":"all",)" + mine.substr(1);
  EXPECT_EQ(ask("POST /v1/export", device, padded(mine, 256 * 1024)).status, 200);
  EXPECT_EQ(ask("POST /v1/export", device, padded(mine, 256 * 1024 + 1)).status, 413);
  EXPECT_EQ(ask("POST /v1/erase", device, padded(erase, 256 * 1024)).status, 200);
  EXPECT_EQ(ask("POST /v1/erase", device, padded(erase, 256 * 1024 + 1)).status, 413);
  EXPECT_EQ(ask("POST /v1/stats", device, "x").status, 405);
}

TEST_F(ServerProgramTest, TokensComeAndGoWhileItRuns) {
  start();
  const std::string device = server_.make_token("device");
  EXPECT_THAT(ask("POST /v1/events", device, batch("e-1")).body, HasSubstr("stored"));
  EXPECT_EQ(ask("GET /v1/stats", device).status, 403);
  const std::string list = server_.command({"token", "list"});
  const std::string id = device.substr(4, 16);
  EXPECT_THAT(list, HasSubstr(id));
  EXPECT_THAT(list, Not(HasSubstr(device.substr(30))));
  EXPECT_THAT(server_.command({"token", "revoke", id}), HasSubstr("revoked"));
  int status = 200;
  for (int i = 0; i < 200 && status != 401; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    status = ask("POST /v1/events", device, batch("e-1")).status;
  }
  EXPECT_EQ(status, 401);
  EXPECT_THAT(server_.log(), Not(HasSubstr(device)));
}

TEST_F(ServerProgramTest, FinishesWhatIsUnderWayBeforeItEnds) {
  const std::string device = server_.make_token("device");
  start();
  Client busy(server_.port());
  const std::string whole = request("POST /v1/events", device, batch("e-1"));
  ASSERT_TRUE(busy.send(whole.substr(0, whole.size() - 10)));
  Client idle(server_.port());
  EXPECT_EQ(idle.ask(request("GET /healthz", "")).status, 200);
  std::thread ending([this] { EXPECT_EQ(server_.end(SIGTERM), 0) << server_.log(); });
  EXPECT_TRUE(idle.is_closed());
  ASSERT_TRUE(busy.send(whole.substr(whole.size() - 10)));
  const Answer answer = busy.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Connection"), "close");
  busy.close_sending();
  ending.join();
}

TEST(ServerUsageTest, WrongInputSaysWhatToWriteInstead) {
  const testing::TempDir directory;
  testing::write_text(directory.file("server.toml"), "data = \"x\"\n\nthreds = 3\n");
  EXPECT_EQ(run({}).exit_code, 2);
  EXPECT_THAT(run({}).err, HasSubstr("--data DIR"));
  const Outcome unknown = run({"--config", directory.file("server.toml"), "--check-config"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("server.toml:3: there is no key threds"));
  EXPECT_EQ(run({"--config", directory.file("nowhere.toml")}).exit_code, 2);
  EXPECT_EQ(run({"--threads", "many", "--data", "x"}).exit_code, 2);
  EXPECT_THAT(run({"--data", "x"}, {"NEARSHELF_SERVER_THREADS=many"}).err, HasSubstr("NEARSHELF_SERVER_THREADS: "));
  EXPECT_EQ(run({"dance"}).exit_code, 2);
  EXPECT_EQ(run({"token", "create", "--data", directory.file("d"), "--role", "king"}).exit_code, 2);
  EXPECT_EQ(run({"token", "create", "--data", directory.file("d"), "--role", "device", "--tenant", "A B"}).exit_code,
            2);
  EXPECT_EQ(run({"token", "revoke", "0123456789abcdef", "--data", directory.file("d")}).exit_code, 2);
  EXPECT_THAT(run({"--data", directory.file("d"), "--check-config"}).out, HasSubstr("sound"));
  EXPECT_THAT(run({"--version"}).out, Not(IsEmpty()));
}

TEST(ServerUsageTest, AnAddressThatIsTakenIsNamed) {
  const testing::TempDir directory;
  ServerProcess first(directory.path());
  ASSERT_TRUE(first.start()) << first.log();
  const std::string address = "127.0.0.1:" + std::to_string(first.port());
  const Outcome second = run({"--data", directory.file("other"), "--listen", address});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.err, HasSubstr(std::to_string(first.port())));
}

}  // namespace
}  // namespace nearshelf::server_test
