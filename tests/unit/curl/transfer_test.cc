#include "sdk/curl/transfer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/http_server.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::curl {
namespace {

using ::testing::HasSubstr;

TransferRequest get(const std::string& url) {
  TransferRequest request;
  request.method = "GET";
  request.url = url;
  request.timeout_ms = 20'000;
  request.max_response_bytes = 100'000;
  return request;
}

class TransferTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(server_.port(), 0); }
  static TransferOptions plain() {
    TransferOptions options;
    options.allow_http = true;
    return options;
  }

  testing::TempDir dir_;
  testing::HttpServer server_{dir_.path()};
  Transfer transfer_{plain()};
};

TEST_F(TransferTest, AnAnswerComesWithItsHeaders) {
  const TransferAnswer answer = transfer_.perform(get(server_.url() + "/ok"));
  EXPECT_EQ(answer.http_status, 200) << answer.problem;
  EXPECT_EQ(answer.body, "fine");
  EXPECT_EQ(answer.etag, "\"abc\"");
  EXPECT_EQ(answer.retry_after, "17");
}

TEST_F(TransferTest, ABodyGoesOutAsItIs) {
  TransferRequest request = get(server_.url() + "/echo");
  const std::string body("a\0b\r\n", 5);
  request.method = "POST";
  request.body = body;
  request.headers = {{"Authorization", "Bearer k"}, {"Content-Type", "application/x"}};
  EXPECT_EQ(transfer_.perform(request).body, body);
  request.body = {};
  EXPECT_EQ(transfer_.perform(request).http_status, 200);
  EXPECT_EQ(transfer_.perform(get(server_.url() + "/ok")).body, "fine");
  const std::string log = testing::read_text(dir_.file("log"));
  EXPECT_THAT(log, HasSubstr("\"authorization\": \"Bearer k\""));
  EXPECT_THAT(log, HasSubstr("\"content-type\": \"application/x\""));
  EXPECT_THAT(log, HasSubstr("gzip"));
  EXPECT_THAT(log, HasSubstr("br"));
  // Nothing of one request is in the next.
  EXPECT_EQ(log.substr(log.rfind("{\"method\"")).find("Bearer"), std::string::npos);
}

TEST_F(TransferTest, ACompressedAnswerIsUnpackedAndMeasuredUnpacked) {
  EXPECT_EQ(transfer_.perform(get(server_.url() + "/gzip")).body.size(), 7000u);
  const TransferAnswer bomb = transfer_.perform(get(server_.url() + "/bomb"));
  EXPECT_EQ(bomb.body.size(), 100'001u);
}

TEST_F(TransferTest, AnEndlessAnswerIsCutOneByteBeyondTheLimit) {
  const TransferAnswer answer = transfer_.perform(get(server_.url() + "/endless"));
  EXPECT_EQ(answer.http_status, 200);
  EXPECT_EQ(answer.body.size(), 100'001u);
}

TEST_F(TransferTest, ARedirectIsNotFollowed) {
  const TransferAnswer answer = transfer_.perform(get(server_.url() + "/redirect"));
  EXPECT_EQ(answer.http_status, 302);
  EXPECT_EQ(answer.body, "");
}

TEST_F(TransferTest, WhatIsNotAWholeAnswerIsNone) {
  for (const char* path : {"/broken", "/nothing", "/garbage"}) {
    const TransferAnswer answer = transfer_.perform(get(server_.url() + path));
    EXPECT_EQ(answer.http_status, 0) << path;
    EXPECT_EQ(answer.body, "") << path;
    EXPECT_NE(answer.problem, "") << path;
  }
  for (const char* path : {"/slow", "/trickle"}) {
    TransferRequest request = get(server_.url() + path);
    request.timeout_ms = 300;
    EXPECT_EQ(transfer_.perform(request).http_status, 0) << path;
  }
  EXPECT_EQ(transfer_.perform(get("http://127.0.0.1:1/ok")).http_status, 0);
  EXPECT_EQ(transfer_.perform(get(server_.url() + "/ok")).http_status, 200);  // and none of it has done harm
}

TEST_F(TransferTest, ACancelledRequestEnds) {
  TransferOptions options = plain();
  options.cancelled = [] { return true; };
  const TransferAnswer answer = Transfer(options).perform(get(server_.url() + "/trickle"));
  EXPECT_TRUE(answer.cancelled);
  EXPECT_EQ(answer.http_status, 0);
}

TEST_F(TransferTest, WithoutTlsOnlyWhereThatIsAllowed) {
  TransferOptions options;
  EXPECT_EQ(Transfer(options).perform(get(server_.url() + "/ok")).http_status, 0);
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/x"}) {
    EXPECT_EQ(transfer_.perform(get(url)).http_status, 0) << url;
  }
}

// A root, an authority under it, and a server's certificate for 127.0.0.1 under that; and a root that signed nothing.
class TlsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string script =
        "cd '" + dir_.path() +
        "' && exec >log.txt 2>&1\n"
        "key() { openssl ecparam -name prime256v1 -genkey -noout -out $1.key; }\n"
        "root() { key $1; openssl req -x509 -new -key $1.key -subj /CN=$1 -days 2 -out $1.pem; }\n"
        "sign() { key $1; openssl req -new -key $1.key -subj /CN=$1 -out $1.csr && openssl x509 "
        "-req -in $1.csr -CA $2.pem -CAkey $2.key -CAcreateserial -days 2 -extfile $3 -out "
        "$1.pem; }\n"
        "echo 'basicConstraints=critical,CA:true' >ca.ext\n"
        "echo 'subjectAltName=IP:127.0.0.1' >leaf.ext\n"
        "root good && root other && sign middle good ca.ext && sign leaf middle leaf.ext &&\n"
        "cat leaf.pem middle.pem >chain.pem\n";
    ASSERT_EQ(std::system(("sh -c \"" + escaped(script) + "\"").c_str()), 0)
        << testing::read_text(dir_.file("log.txt"));
  }
  static std::string escaped(const std::string& script) {
    std::string result;
    for (const char c : script) result.append(c == '$' ? "\\$" : std::string(1, c));
    return result;
  }
  TransferAnswer fetch(const std::string& chain, const std::string& trusted, const std::string& host = "127.0.0.1") {
    const testing::HttpServer server(dir_.path(), dir_.file(chain), dir_.file("leaf.key"));
    TransferOptions options;
    if (!trusted.empty()) options.ca_file = dir_.file(trusted);
    return Transfer(options).perform(get(server.url("https", host) + "/ok"));
  }

  testing::TempDir dir_;
};

TEST_F(TlsTest, AChainThatLeadsToATrustedRootIsTaken) {
  const TransferAnswer answer = fetch("chain.pem", "good.pem");
  EXPECT_EQ(answer.http_status, 200) << answer.problem;
  EXPECT_EQ(answer.body, "fine");
}

TEST_F(TlsTest, EveryOtherChainIsRefused) {
  EXPECT_EQ(fetch("chain.pem", "other.pem").http_status, 0);
  EXPECT_EQ(fetch("chain.pem", "").http_status, 0);         // the system knows none of it
  EXPECT_EQ(fetch("leaf.pem", "good.pem").http_status, 0);  // its middle is missing
  EXPECT_EQ(fetch("chain.pem", "absent.pem").http_status, 0);
}

TEST_F(TlsTest, ACertificateForAnotherHostIsRefused) {
  EXPECT_EQ(fetch("chain.pem", "good.pem", "localhost").http_status, 0);
}

}  // namespace
}  // namespace nearshelf::curl
