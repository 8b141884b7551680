#include "sdk/curl/transfer.h"

#include <curl/curl.h>
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

// Made with brotli -q 11: "packed " 1,000 times, and 50,000,000 zeros.
constexpr uint8_t kPacked[] = {0x1b, 0x57, 0x1b, 0xf8, 0x05, 0x3c, 0x64, 0xa9, 0x3e, 0x57, 0x43,
                               0x52, 0xc4, 0x6d, 0x91, 0xc0, 0x85, 0x09, 0x80, 0xcb, 0x6b, 0x00};
constexpr uint8_t kBomb[] = {0xcb, 0xff, 0xff, 0x3f, 0xf8, 0x27, 0x00, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x8f,
                             0xff, 0xff, 0x7f, 0xf0, 0x4f, 0x00, 0xc4, 0x61, 0x11, 0x80, 0xee, 0xfd, 0x1f, 0xff,
                             0xff, 0xff, 0xe0, 0x9f, 0x00, 0x88, 0xc3, 0x02, 0x00, 0xdd, 0xfb, 0x3f, 0xfe, 0xff,
                             0xff, 0xc1, 0x3f, 0x01, 0x10, 0x87, 0x05, 0x00, 0xba, 0xf7, 0x7f, 0xfc, 0xff, 0xff,
                             0x83, 0x7f, 0x02, 0x20, 0x0e, 0x0b, 0x00, 0x74, 0xef, 0xff, 0xf2, 0x0f, 0x5e, 0x0f,
                             0xff, 0x04, 0x40, 0x1c, 0x16, 0x00, 0xe8, 0xa0, 0xeb, 0x01};

template <size_t kSize>
std::string text_of(const uint8_t (&bytes)[kSize]) {
  return {reinterpret_cast<const char*>(bytes), kSize};
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
  std::string expected;
  for (int i = 0; i < 1000; ++i) expected += "packed ";
  EXPECT_EQ(transfer_.perform(get(server_.url() + "/gzip")).body, expected);
  const TransferAnswer bomb = transfer_.perform(get(server_.url() + "/bomb"));
  EXPECT_EQ(bomb.body.size(), 100'001u);
}

TEST_F(TransferTest, SoIsOneInBrotli) {
  if (!(curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_BROTLI)) GTEST_SKIP() << "libcurl has no brotli";
  std::string expected;
  for (int i = 0; i < 1000; ++i) expected += "packed ";
  testing::write_text(dir_.file("packed.br"), text_of(kPacked));
  testing::write_text(dir_.file("bomb.br"), text_of(kBomb));
  const TransferAnswer answer = transfer_.perform(get(server_.url() + "/brotli/packed.br"));
  EXPECT_EQ(answer.http_status, 200) << answer.problem;
  EXPECT_EQ(answer.body, expected);
  EXPECT_EQ(transfer_.perform(get(server_.url() + "/brotli/bomb.br")).body.size(), 100'001u);
}

TEST_F(TransferTest, WhatCannotBeUnpackedIsNoAnswer) {
  std::vector<std::string> encodings = {"gzip", "deflate", "unheard-of"};
  if (curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_BROTLI) encodings.push_back("br");
  for (const std::string& encoding : encodings) {
    const TransferAnswer answer = transfer_.perform(get(server_.url() + "/undecodable?" + encoding));
    EXPECT_EQ(answer.http_status, 0) << encoding;
    EXPECT_EQ(answer.body, "") << encoding;
    EXPECT_NE(answer.problem, "") << encoding;
  }
}

TEST_F(TransferTest, ATransferThatStandsStillIsGivenUpLongBeforeItsTime) {
  TransferOptions options = plain();
  options.stall_timeout_s = 1;
  TransferRequest request = get(server_.url() + "/stall");
  request.timeout_ms = 60'000;
  const TransferAnswer answer = Transfer(options).perform(request);
  EXPECT_EQ(answer.http_status, 0);
  EXPECT_EQ(answer.body, "");
  EXPECT_THAT(answer.problem, HasSubstr("too slow"));  // and not that its time is over
}

TEST_F(TransferTest, ASlowTransferThatMovesIsNotGivenUp) {
  TransferOptions options = plain();
  options.stall_timeout_s = 1;
  const TransferAnswer answer = Transfer(options).perform(get(server_.url() + "/trickle?20"));
  EXPECT_EQ(answer.http_status, 200) << answer.problem;
  EXPECT_EQ(answer.body.size(), 20u);
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
