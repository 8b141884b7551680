// Writes the seeds of http_request_fuzzer: a byte that says how it is cut, then requests.
#include "tests/fuzz/write_seeds.h"

int main(int argc, char** argv) {
  const std::vector<std::string> requests = {
      "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET /v1/models/my%20shop/a.nsm?x=1&y HTTP/1.1\r\nHost: h\r\nIf-None-Match: W/\"x\", \"y\"\r\n\r\n",
      "POST /v1/events HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer nst_0_1\r\nContent-Length: 5\r\n\r\nhello"
      "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
      "POST /v1/events HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
      "3\r\nabc\r\n0\r\nTrailer: x\r\n\r\n",
      "OPTIONS /v1/events HTTP/1.1\r\nHost: h\r\nOrigin: https://shop.example\r\n\r\n",
      "POST /v1/events HTTP/1.1\r\nHost: h\r\nContent-Encoding: br\r\nExpect: 100-continue\r\nContent-Length: "
      "3\r\n\r\nabc",
      "GET / HTTP/1.0\r\nX-Forwarded-For: 1.1.1.1, 10.0.0.2\r\nAccept-Encoding: br;q=0.5, gzip, *;q=0\r\n\r\n"};
  std::vector<std::string> seeds;
  for (const std::string& request : requests) {
    for (const char piece : {'\0', '\x07', '\xff'}) seeds.push_back(piece + request);
  }
  return nearshelf::fuzz::write_seeds(argc, argv, seeds);
}
