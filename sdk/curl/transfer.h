// One HTTP request over libcurl.
#ifndef NEARSHELF_SDK_CURL_TRANSFER_H_
#define NEARSHELF_SDK_CURL_TRANSFER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nearshelf::curl {

struct TransferOptions {
  std::string ca_file;  // empty = the system's certificates
  bool allow_http = false;
  uint32_t connect_timeout_ms = 10'000;
  uint32_t stall_timeout_s = 20;    // gives up when not a byte moved for so long
  std::function<bool()> cancelled;  // may be empty
};

struct TransferRequest {
  std::string method;  // "GET" or "POST"
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view body;
  uint32_t timeout_ms = 0;
  uint64_t max_response_bytes = 0;
};

struct TransferAnswer {
  int http_status = 0;  // 0 = no whole answer
  std::string retry_after;
  std::string etag;
  std::string body;     // of an answer that is longer than allowed, one byte more than that
  std::string problem;  // why there is no answer
  bool cancelled = false;
};

// Keeps its connection for the next request.
//
// Threads: one call at a time.
class Transfer {
 public:
  explicit Transfer(TransferOptions options);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer();

  TransferAnswer perform(const TransferRequest& request);

 private:
  struct Handle;
  const TransferOptions options_;
  const std::unique_ptr<Handle> handle_;
};

}  // namespace nearshelf::curl

#endif  // NEARSHELF_SDK_CURL_TRANSFER_H_
