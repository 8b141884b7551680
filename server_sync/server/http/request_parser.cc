#include "server_sync/server/http/request_parser.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/none.hpp>

#include "server_sync/server/http/header_values.h"

namespace nearshelf::server {

namespace http = boost::beast::http;
using boost::beast::string_view;
using ErrorCode = boost::system::error_code;

class RequestParser::Impl : public http::basic_parser<true> {
 public:
  explicit Impl(uint32_t limit) {
    header_limit(limit);
    body_limit(boost::none);  // the route's is known later, and the decoder keeps it
    eager(false);
  }

  std::string method;
  std::string target;
  Headers headers;
  int version = 11;
  uint64_t body_bytes = 0;
  BodySink sink;
  Status body_status;
  std::optional<HeadFault> fault;

 private:
  void on_request_impl(http::verb, string_view method_name, string_view target_text, int http_version,
                       ErrorCode&) override {
    method.assign(method_name.data(), method_name.size());
    target.assign(target_text.data(), target_text.size());
    version = http_version;
  }
  void on_response_impl(int, string_view, int, ErrorCode&) override {}
  void on_field_impl(http::field, string_view name, string_view value, ErrorCode&) override {
    headers.emplace_back(lower_case(std::string_view(name.data(), name.size())),
                         std::string(value.data(), value.size()));
  }
  void on_header_impl(ErrorCode&) override {}
  void on_body_init_impl(const boost::optional<uint64_t>&, ErrorCode&) override {}
  size_t on_body_impl(string_view bytes, ErrorCode& error) override {
    body_bytes += bytes.size();
    if (sink) body_status = sink(std::string_view(bytes.data(), bytes.size()));
    if (!body_status.ok()) error = http::error::body_limit;
    return bytes.size();
  }
  void on_chunk_header_impl(uint64_t, string_view, ErrorCode&) override {}
  size_t on_chunk_body_impl(uint64_t, string_view bytes, ErrorCode& error) override {
    return on_body_impl(bytes, error);
  }
  void on_finish_impl(ErrorCode&) override {}
};

namespace {

std::optional<HeadFault> fault_of(const ErrorCode& error) {
  if (!error || error == http::error::need_more) return std::nullopt;
  if (error == http::error::header_limit) return HeadFault{431, "the request line and header are too large"};
  if (error == http::error::bad_version) return HeadFault{505, "this server speaks HTTP/1.1"};
  return HeadFault{400, "no HTTP: " + error.message()};
}

}  // namespace

RequestParser::RequestParser(uint32_t header_limit) : impl_(std::make_unique<Impl>(header_limit)) {}
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser::~RequestParser() = default;

size_t RequestParser::put(std::string_view input) {
  size_t used = 0;
  const bool had_head = head_done();
  // Beast takes it for granted that a last chunk is looked at a second time with all of "0\r\n\r\n" there; no chunked
  // body ends on less.
  if (had_head && chunked() && input.size() < 5) return 0;
  while (used < input.size() && !done() && !impl_->fault && (had_head || !head_done())) {
    ErrorCode error;
    const size_t taken = impl_->put(boost::asio::buffer(input.data() + used, input.size() - used), error);
    used += taken;
    impl_->fault = fault_of(error);
    if (taken == 0 || error == http::error::need_more) break;
  }
  return used;
}

bool RequestParser::head_done() const { return impl_->is_header_done(); }
bool RequestParser::done() const { return impl_->is_done(); }
const std::optional<HeadFault>& RequestParser::fault() const { return impl_->fault; }
const Status& RequestParser::body_status() const { return impl_->body_status; }
const std::string& RequestParser::method() const { return impl_->method; }
const std::string& RequestParser::target() const { return impl_->target; }
Headers& RequestParser::headers() { return impl_->headers; }
bool RequestParser::keep_alive() const { return impl_->keep_alive(); }
bool RequestParser::chunked() const { return impl_->chunked(); }
uint64_t RequestParser::body_bytes() const { return impl_->body_bytes; }
void RequestParser::set_body_sink(BodySink sink) { impl_->sink = std::move(sink); }

std::optional<uint64_t> RequestParser::content_length() const {
  const auto length = impl_->content_length();
  return length ? std::optional<uint64_t>(*length) : std::nullopt;
}

std::optional<HeadFault> RequestParser::check_head() const {
  int hosts = 0;
  int authorizations = 0;
  for (const auto& [name, value] : impl_->headers) {
    if (name == "host") ++hosts;
    if (name == "authorization") ++authorizations;
    // A coding that is passed over here and understood elsewhere on the way is how requests are smuggled.
    if (name == "transfer-encoding" && lower_case(trim(value)) != "chunked") {
      return HeadFault{501, "the only transfer coding is chunked"};
    }
    if (name == "expect" && lower_case(trim(value)) != "100-continue") {
      return HeadFault{417, "the only expectation is 100-continue"};
    }
  }
  if (hosts > 1 || (hosts == 0 && impl_->version >= 11)) return HeadFault{400, "there has to be one Host"};
  if (authorizations > 1) return HeadFault{400, "there can be one Authorization"};
  return std::nullopt;
}

}  // namespace nearshelf::server
