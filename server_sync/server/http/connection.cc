#include "server_sync/server/http/connection.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cstring>

#include "server_sync/server/http/content_encoder.h"
#include "server_sync/server/http/problem.h"
#include "server_sync/server/http/response_head.h"

namespace nearshelf::server {
namespace {

constexpr size_t kSmallBuffer = 4 * 1024;   // what a connection that waits keeps
constexpr size_t kLargeBuffer = 32 * 1024;  // while a body comes in
constexpr uint64_t kMaxLinger = 1024 * 1024;
constexpr std::chrono::seconds kLingerTime{2};

}  // namespace

void Connection::begin(Shared& shared, Loop& loop, Socket socket, std::shared_ptr<TlsContext> tls) {
  const std::string address = peer_address(socket);
  if (address.empty() || shared.draining) return;
  if (shared.open_connections >= shared.options.limits.connections) {
    // Whoever holds connections open without using them loses one before somebody new is turned away.
    if (!loop.evict_longest_waiting()) {
      shared.report(ConnectionEvent::kEvicted);
      return;
    }
  }
  if (!shared.open(address)) {
    shared.report(ConnectionEvent::kRefusedAddress);
    return;
  }
  shared.report(ConnectionEvent::kAccepted);
  auto connection = std::make_shared<Connection>(shared, loop, std::move(socket), std::move(tls), address);
  asio::co_spawn(
      loop.executor(), [connection]() -> Awaitable<void> { co_await connection->run(); }, asio::detached);
}

Connection::Connection(Shared& shared, Loop& loop, Socket socket, std::shared_ptr<TlsContext> tls, std::string address)
    : shared_(shared),
      loop_(loop),
      stream_(std::move(socket), std::move(tls)),
      address_(std::move(address)),
      place_(loop.add(this)) {}

Connection::~Connection() {
  loop_.remove(place_);
  shared_.report(ConnectionEvent::kClosed);
  shared_.close(address_);
}

void Connection::expire() {
  if (std::exchange(timed_out_, true)) {
    stream_.close();  // not even the answer that the time is over got through
    return;
  }
  if (!lingering_) shared_.report(ConnectionEvent::kTimedOut);
  set_deadline(kLingerTime);
  stream_.cancel();
}

void Connection::evict() {
  shared_.report(ConnectionEvent::kEvicted);
  waiting_since_ = Clock::time_point::max();
  gone_ = true;
  stream_.close();
}

void Connection::drain() {
  if (waiting_since_ == Clock::time_point::max() || began_) return;
  waiting_since_ = Clock::time_point::max();
  gone_ = true;
  stream_.close();
}

Awaitable<void> Connection::run() {
  set_deadline(shared_.options.limits.header_time);
  waiting_since_ = Clock::now();
  const bool speaks_tls = co_await stream_.handshake();
  if (!speaks_tls) {
    shared_.report(ConnectionEvent::kTlsFailed);
    stream_.close();
    co_return;
  }
  bool more = true;
  while (more) more = co_await next_request();
  if (!gone_) co_await end();
  stream_.close();
}

Awaitable<bool> Connection::next_request() {
  parser_.emplace(static_cast<uint32_t>(shared_.options.limits.header_bytes));
  const bool is_there = co_await read_head();
  waiting_since_ = Clock::time_point::max();
  // Who said something is told what is wrong; who said nothing is not.
  if (!is_there && !parser_->fault() && !(timed_out_ && began_)) {
    gone_ = true;
    co_return false;
  }
  Exchange exchange;
  exchange.begin = Clock::now();
  exchange.head.id = shared_.next_request_id();
  std::optional<Response> fault = take_head(exchange);
  Response response = co_await decide(exchange, std::move(fault));
  if (gone_) co_return false;
  const bool sent = co_await respond(exchange, std::move(response));
  if (!sent || !exchange.keep_alive) co_return false;
  if (!parser_->done()) {
    const bool discarded = co_await discard_body(exchange);
    if (!discarded) co_return false;
  }
  if (filled_ == 0 && buffer_.size() > kSmallBuffer) std::vector<char>(kSmallBuffer).swap(buffer_);
  co_return true;
}

Awaitable<bool> Connection::read_head() {
  const HttpLimits& limits = shared_.options.limits;
  waiting_since_ = Clock::now();
  began_ = filled_ > 0;
  // Another request may take its time to come; the first one, and one that has begun, may not.
  set_deadline(filled_ > 0 || buffer_.empty() ? limits.header_time : limits.idle_time);
  while (true) {
    if (filled_ > 0) {
      const size_t used = parser_->put(std::string_view(buffer_.data(), filled_));
      filled_ -= used;
      std::memmove(buffer_.data(), buffer_.data() + used, filled_);
      if (parser_->fault()) co_return false;
      if (parser_->head_done()) co_return true;
    }
    const bool more = co_await read_more();
    if (!more) co_return false;
    began_ = true;
    deadline_ = std::min(deadline_, Clock::now() + limits.header_time);
  }
}

Awaitable<bool> Connection::read_more() {
  const size_t limit = std::max<size_t>(kLargeBuffer, static_cast<size_t>(shared_.options.limits.header_bytes) + 1024);
  if (buffer_.size() - filled_ < kSmallBuffer / 2) {
    buffer_.resize(std::clamp(buffer_.size() * 4, kSmallBuffer, limit));
  }
  if (filled_ == buffer_.size()) co_return false;  // a line that no limit of the parser has caught
  const size_t size = co_await stream_.read_some(std::span(buffer_).subspan(filled_));
  filled_ += size;
  if (size == 0 && !timed_out_) gone_ = true;
  co_return size > 0 && !timed_out_;
}

std::optional<Response> Connection::take_head(Exchange& exchange) {
  RequestHead& head = exchange.head;
  head.address = address_;
  if (timed_out_) return problem(408, "REQUEST_TIMEOUT", "the request's header took too long");
  if (parser_->fault()) return problem(parser_->fault()->status, "INVALID_ARGUMENT", parser_->fault()->message);
  const std::optional<HeadFault> fault = parser_->check_head();
  head.method = parser_->method();
  head.headers = std::move(parser_->headers());
  head.address = forwarded_address(address_, head.header("x-forwarded-for"),
                                   [this](const std::string& address) { return shared_.is_trusted_proxy(address); });
  exchange.expects_continue = !head.header("expect").empty();
  if (fault) return problem(fault->status, "INVALID_ARGUMENT", fault->message);
  if (parser_->target().size() > kMaxTargetBytes) return problem(414, "LIMIT", "the address is too long");
  std::optional<Target> target = parse_target(parser_->target());
  if (!target) return problem(400, "INVALID_ARGUMENT", "the address cannot be read");
  head.target = std::move(*target);
  return std::nullopt;
}

Awaitable<Response> Connection::decide(Exchange& exchange, std::optional<Response> fault) {
  if (fault) {
    exchange.keep_alive = false;
    co_return std::move(*fault);
  }
  const BodyFacts facts{parser_->chunked(), parser_->content_length()};
  exchange.passage = pass_gate(shared_.router, shared_.cors, exchange.head, facts);
  if (exchange.passage.answer) co_return std::move(*exchange.passage.answer);
  const Route& route = *exchange.passage.route;
  if (!route.always_admitted && shared_.in_flight.is_full()) {
    static const Response kFull = try_again(503, 1, "BUSY", "the server has as much work as it can do");
    co_return kFull;
  }
  if (route.refuse) {
    if (std::optional<Response> refusal = route.refuse()) co_return std::move(*refusal);
  }
  Response response = co_await serve(exchange);
  co_return response;
}

Awaitable<Response> Connection::serve(Exchange& exchange) {
  const Route& route = *exchange.passage.route;
  Request request;
  deadline_ = Clock::time_point::max();
  if (route.role != 0) {
    using Answer = std::variant<Principal, Response>;
    const auto ask = [&](std::function<void(Answer)> done) {
      shared_.options.authorize(exchange.head, route, std::move(done));
    };
    Answer lost = problem(500, "INTERNAL", "nobody could say who is asking");
    Answer answer = co_await await_callback<Answer>(loop_.executor(), ask, std::move(lost));
    if (auto* refusal = std::get_if<Response>(&answer)) co_return std::move(*refusal);
    request.principal = std::get<Principal>(std::move(answer));
  }
  Share memory(shared_.body_memory);
  if (!parser_->done()) {
    std::optional<Response> failure = co_await read_body(exchange, request.body, memory);
    if (failure) co_return std::move(*failure);
  }
  Share work(shared_.in_flight);
  if (!route.always_admitted && !work.grow(1)) {
    co_return try_again(503, 1, "BUSY", "the server has as much work as it can do");
  }
  request.head = exchange.head;
  request.parameters = exchange.passage.parameters;
  deadline_ = Clock::time_point::max();
  const auto handle = [&](Respond done) { route.handle(std::move(request), std::move(done)); };
  Response lost = problem(500, "INTERNAL", "the request came to no end");
  Response response = co_await await_callback<Response>(loop_.executor(), handle, std::move(lost));
  co_return response;
}

Awaitable<std::optional<Response>> Connection::read_body(const Exchange& exchange, std::string& body, Share& memory) {
  if (exchange.expects_continue) {
    set_deadline(shared_.options.limits.transfer_time);
    sending_since_ = Clock::now();
    const bool sent = co_await write_all("HTTP/1.1 100 Continue\r\n\r\n", "");
    if (!sent) co_return problem(408, "REQUEST_TIMEOUT", "nobody listens");
  }
  const size_t limit = exchange.passage.route->max_body_bytes;
  const std::unique_ptr<ContentDecoder> decoder = ContentDecoder::make(exchange.passage.coding, limit);
  parser_->set_body_sink([&](std::string_view bytes) -> Status {
    const size_t before = body.size();
    if (parser_->body_bytes() > limit)
      return Status(Code::kLimit, "the body has more than " + std::to_string(limit) + " bytes");
    NEARSHELF_RETURN_IF_ERROR(decoder->push(bytes, body));
    if (memory.grow(static_cast<int64_t>(body.size() - before))) return ok_status();
    return Status(Code::kBusy, "the server is receiving as much as it can");
  });
  const Clock::time_point begin = Clock::now();
  std::optional<Response> failure;
  while (true) {
    const size_t used = parser_->put(std::string_view(buffer_.data(), filled_));
    filled_ -= used;
    std::memmove(buffer_.data(), buffer_.data() + used, filled_);
    if (!parser_->body_status().ok())
      failure = problem_of(parser_->body_status());
    else if (parser_->fault())
      failure = problem(400, "INVALID_ARGUMENT", parser_->fault()->message);
    if (failure || parser_->done()) break;
    set_transfer_deadline(begin, parser_->body_bytes());
    const bool more = co_await read_more();
    if (more) continue;
    failure = timed_out_ ? problem(408, "REQUEST_TIMEOUT", "the request's body came too slowly")
                         : problem(400, "INVALID_ARGUMENT", "the body cannot be read");
    break;
  }
  parser_->set_body_sink(nullptr);  // it refers to what ends here
  if (!failure) {
    if (const Status whole = decoder->finish(); !whole.ok()) failure = problem_of(whole);
  }
  co_return failure;
}

void Connection::set_transfer_deadline(Clock::time_point begin, uint64_t moved) {
  const HttpLimits& limits = shared_.options.limits;
  const auto rate = static_cast<double>(limits.transfer_bytes_per_second);
  deadline_ =
      begin + limits.transfer_time +
      std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(static_cast<double>(moved) / rate));
}

bool Connection::is_discardable(const Exchange& exchange) const {
  if (parser_->done()) return true;
  if (parser_->fault() || exchange.expects_continue) return false;
  const uint64_t left = parser_->content_length().value_or(kMaxLinger + 1) - parser_->body_bytes();
  return left <= kMaxLinger / 4;
}

Awaitable<bool> Connection::respond(Exchange& exchange, Response response) {
  exchange.keep_alive = exchange.keep_alive && parser_->head_done() && !parser_->fault() && parser_->keep_alive() &&
                        !shared_.draining && !timed_out_ && is_discardable(exchange);
  compress_response(exchange.head.header("accept-encoding"), response);
  if (exchange.passage.route && exchange.passage.route->cross_origin) {
    shared_.cors.add_headers(exchange.head.header("origin"), response.headers);
  }
  const uint64_t size = response.source ? response.source->size() : response.body.size();
  const std::string head = response_head(response, {loop_.http_date(), exchange.head.id, size, exchange.keep_alive});
  const bool with_body = exchange.head.method != "HEAD" && response.status != 304 && response.status != 204;
  sent_ = 0;
  sending_since_ = Clock::now();
  bool sent = co_await write_all(head, with_body && !response.source ? std::string_view(response.body) : "");
  if (sent && with_body && response.source) {
    std::vector<char> piece(static_cast<size_t>(std::min<uint64_t>(size, 64 * 1024)));
    for (uint64_t offset = 0; sent && offset < size;) {
      const size_t read = response.source->read(offset, piece.data(), piece.size());
      offset += read;
      sent = read > 0;
      if (sent) sent = co_await write_all(std::string_view(piece.data(), read), "");
    }
  }
  RequestReport report;
  report.route = exchange.passage.route ? std::string_view(exchange.passage.route->pattern) : "";
  report.method = exchange.head.method;
  report.status = response.status;
  report.elapsed = Clock::now() - exchange.begin;
  report.sent_bytes = sent_;
  report.address = exchange.head.address;
  report.id = exchange.head.id;
  shared_.report(report);
  co_return sent;
}

Awaitable<bool> Connection::write_all(std::string_view head, std::string_view body) {
  while (!head.empty() || !body.empty()) {
    // After a deadline the few bytes that say so get the time that expire() has set.
    if (!timed_out_) set_transfer_deadline(sending_since_, sent_);
    const size_t size = co_await stream_.write_some(head, body);
    if (size == 0) {
      gone_ = true;
      co_return false;
    }
    sent_ += size;
    const size_t of_head = std::min(size, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(size - of_head);
  }
  co_return true;
}

Awaitable<bool> Connection::discard_body(const Exchange&) {
  const Clock::time_point begin = Clock::now();
  while (true) {
    const size_t used = parser_->put(std::string_view(buffer_.data(), filled_));
    filled_ -= used;
    std::memmove(buffer_.data(), buffer_.data() + used, filled_);
    if (parser_->fault()) co_return false;
    if (parser_->done()) co_return true;
    set_transfer_deadline(begin, parser_->body_bytes());
    const bool more = co_await read_more();
    if (!more) co_return false;
  }
}

Awaitable<void> Connection::end() {
  // Closing over unread bytes would reset the connection, and the answer could be lost on its way.
  timed_out_ = false;
  lingering_ = true;
  set_deadline(kLingerTime);
  co_await stream_.shutdown();
  uint64_t read = 0;
  std::vector<char> piece(kSmallBuffer);
  while (read < kMaxLinger) {
    const size_t size = co_await stream_.read_some(piece);
    if (size == 0) break;
    read += size;
  }
}

}  // namespace nearshelf::server
