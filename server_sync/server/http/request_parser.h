// Beast's parser with our ends: header fields as they are kept, body bytes straight into the decoder.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_REQUEST_PARSER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_REQUEST_PARSER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/http/message.h"

namespace nearshelf::server {

// What is wrong with a header, as it is answered.
struct HeadFault {
  int status = 400;
  std::string message;
};

class RequestParser {
 public:
  explicit RequestParser(uint32_t header_limit);
  RequestParser(RequestParser&&) noexcept;
  ~RequestParser();

  // Takes from the front of `input` what belongs to this request and returns how much that was; what is left comes
  // again with more behind it. During the header it stops behind it.
  size_t put(std::string_view input);
  bool head_done() const;
  bool done() const;
  // Set when the request cannot go on.
  const std::optional<HeadFault>& fault() const;
  // What the body sink said, when that was an error.
  const Status& body_status() const;

  // Once the head is there.
  const std::string& method() const;
  const std::string& target() const;
  Headers& headers();
  bool keep_alive() const;
  bool chunked() const;
  std::optional<uint64_t> content_length() const;
  uint64_t body_bytes() const;  // so far, as they came
  // What HTTP/1.1 asks of a header and a parser of single fields cannot see: exactly one Host, no coding but chunked,
  // an expectation that we can meet.
  std::optional<HeadFault> check_head() const;

  // Gets the body piece by piece; an error ends it. Without one the body is thrown away.
  using BodySink = std::function<Status(std::string_view)>;
  void set_body_sink(BodySink sink);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_REQUEST_PARSER_H_
