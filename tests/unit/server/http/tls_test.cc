// TLS with a chain as an authority issues it: root, intermediate, server.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "server_sync/server/http/server.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/server/http/client.h"
#include "tests/unit/server/http/test_server.h"

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;

class TlsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new testing::TempDir();
    testing::write_text(file("ca.cnf"), "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n");
    testing::write_text(file("server.cnf"), "basicConstraints=CA:FALSE\nsubjectAltName=DNS:sync.shop.example\n");
    run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=root -keyout root.key "
        "-out root.pem -addext keyUsage=keyCertSign");
    issue("intermediate", "root", "ca.cnf");
    issue("server", "intermediate", "server.cnf");
    issue("renewed", "intermediate", "server.cnf");
    for (const char* name : {"server", "renewed"}) {
      testing::write_text(file(name) + ".chain", read(std::string(name) + ".pem") + read("intermediate.pem"));
    }
  }
  static void TearDownTestSuite() { delete directory_; }

  static std::string file(const std::string& name) { return directory_->file(name); }
  static std::string read(const std::string& name) { return testing::read_text(file(name)); }
  static void run(const std::string& arguments) {
    const std::string command = "cd " + directory_->path() + " && openssl " + arguments + " 2>openssl.log";
    ASSERT_EQ(std::system(command.c_str()), 0) << arguments << "\n" << read("openssl.log");
  }
  static void issue(const std::string& name, const std::string& by, const std::string& extensions) {
    run("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " +
        name + ".csr");
    run("x509 -req -days 2 -in " + name + ".csr -CA " + by + ".pem -CAkey " + by + ".key -CAcreateserial -extfile " +
        extensions + " -out " + name + ".pem");
  }
  static HttpOptions options() {
    HttpOptions options;
    options.tls_certificate = file("server.chain");
    options.tls_key = file("server.key");
    return options;
  }

  // One request over TLS; "" when there is no connection that the root vouches for.
  static std::string ask(uint16_t port, const std::string& request, int version = 0, std::string* subject = nullptr) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_load_verify_locations(context, file("root.pem").c_str(), nullptr);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    if (version != 0) SSL_CTX_set_security_level(context, 0);
    if (version != 0) SSL_CTX_set_min_proto_version(context, version);
    if (version != 0) SSL_CTX_set_max_proto_version(context, version);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    SSL* ssl = SSL_new(context);
    SSL_set_fd(ssl, socket);
    SSL_set1_host(ssl, "sync.shop.example");
    std::string answer;
    if (SSL_connect(ssl) == 1 && SSL_write(ssl, request.data(), static_cast<int>(request.size())) > 0) {
      char piece[16 * 1024];
      for (int got = 0; (got = SSL_read(ssl, piece, sizeof piece)) > 0;) answer.append(piece, static_cast<size_t>(got));
      if (subject) {
        X509* certificate = SSL_get1_peer_certificate(ssl);
        char name[100];
        X509_NAME_oneline(X509_get_subject_name(certificate), name, sizeof name);
        X509_free(certificate);
        *subject = name;
      }
    }
    SSL_free(ssl);
    SSL_CTX_free(context);
    ::close(socket);
    return answer;
  }

  static testing::TempDir* directory_;
};

testing::TempDir* TlsTest::directory_ = nullptr;

TEST_F(TlsTest, ServesUnderItsChain) {
  TestServer server(options());
  EXPECT_THAT(ask(server.port(), get("/health", "Connection: close\r\n")), HasSubstr("200 OK"));
  const std::string large = post("/echo", std::string(100'000, 'x'), "Connection: close\r\n");
  EXPECT_GT(ask(server.port(), large).size(), 100'000u);
}

TEST_F(TlsTest, TakesTls12AndNothingOlder) {
  TestServer server(options());
  const std::string request = get("/health", "Connection: close\r\n");
  EXPECT_THAT(ask(server.port(), request, TLS1_2_VERSION), HasSubstr("200 OK"));
  EXPECT_THAT(ask(server.port(), request, TLS1_3_VERSION), HasSubstr("200 OK"));
  EXPECT_EQ(ask(server.port(), request, TLS1_1_VERSION), "");
}

TEST_F(TlsTest, PlainHttpGetsNothing) {
  TestServer server(options());
  EXPECT_EQ(Client(server.port()).ask(get("/health")).status, 0);
}

TEST_F(TlsTest, ASilentClientIsClosed) {
  HttpOptions with = options();
  with.limits.header_time = std::chrono::milliseconds(300);
  TestServer server(std::move(with));
  Client silent(server.port());
  EXPECT_TRUE(silent.is_closed());
}

TEST_F(TlsTest, ARenewedCertificateIsServedWhenFilesAreReadAgain) {
  for (const char* end : {".chain", ".key"})
    testing::write_text(file("current") + end, read(std::string("server") + end));
  HttpOptions with = options();
  with.tls_certificate = file("current.chain");
  with.tls_key = file("current.key");
  TestServer server(std::move(with));
  const std::string request = get("/health", "Connection: close\r\n");
  std::string subject;
  ask(server.port(), request, 0, &subject);
  EXPECT_EQ(subject, "/CN=server");
  testing::write_text(file("current.chain"), "broken");
  EXPECT_FALSE(server.server->reload_tls().ok());
  ask(server.port(), request, 0, &subject);
  EXPECT_EQ(subject, "/CN=server");
  for (const char* end : {".chain", ".key"})
    testing::write_text(file("current") + end, read(std::string("renewed") + end));
  EXPECT_TRUE(server.server->reload_tls().ok());
  ask(server.port(), request, 0, &subject);
  EXPECT_EQ(subject, "/CN=renewed");
}

TEST_F(TlsTest, WrongFilesAreNamed) {
  const auto place_with = [](const std::string& certificate, const std::string& key) {
    HttpOptions with;
    with.listen = {{"127.0.0.1", 0}};
    with.tls_certificate = certificate;
    with.tls_key = key;
    return HttpServer::start(std::move(with), Router({})).status().place();
  };
  EXPECT_EQ(place_with(file("nowhere.pem"), file("server.key")), file("nowhere.pem"));
  EXPECT_EQ(place_with(file("server.chain"), file("nowhere.key")), file("nowhere.key"));
  EXPECT_EQ(place_with(file("server.chain"), file("root.key")), file("root.key"));
}

}  // namespace
}  // namespace nearshelf::server
