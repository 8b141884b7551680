#include "tests/load/load.h"

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <random>
#include <utility>

#include "server_sync/protocol/codec.h"

namespace nearshelf::load {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::awaitable;
using asio::use_awaitable;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr auto kTick = std::chrono::milliseconds(1);
constexpr auto kReconnectPause = std::chrono::milliseconds(10);
constexpr auto kAnswerLimit = std::chrono::seconds(60);

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

awaitable<void> pause(Clock::duration duration) {
  asio::steady_timer timer(co_await asio::this_coro::executor, duration);
  error_code ignored;
  co_await timer.async_wait(asio::redirect_error(use_awaitable, ignored));
}

}  // namespace

size_t LoadReport::refused() const {
  size_t sum = 0;
  for (const auto& [status, count] : refusals) sum += count;
  return sum;
}

double LoadReport::events_per_second(size_t batch_events) const {
  return seconds > 0 ? static_cast<double>(batches * batch_events) / seconds : 0;
}

double LoadReport::percentile_ms(double share) const {
  if (latencies_ms.empty()) return 0;
  std::vector<float> sorted = latencies_ms;
  const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(std::clamp<size_t>(rank, 1, sorted.size()) - 1);
  std::nth_element(sorted.begin(), at, sorted.end());
  return *at;
}

// What the coroutines of one run() share; all of them run on its thread.
struct Load::State {
  explicit State(Load* owner) : load(*owner), random(owner->traffic_.options().seed) {
    for (size_t i = 0; i < load.traffic_.batches(); ++i) waiting.push_back(i);
    report.acknowledged.resize(load.traffic_.unique());
  }

  bool over() const {
    return load.stopping_ || report.batches == load.traffic_.batches() ||
           (load.options_.seconds > 0 && seconds_since(start) >= load.options_.seconds);
  }

  // The next batch, once there is one and its time has come; none when all is over.
  awaitable<std::optional<size_t>> next();
  void again(size_t batch) { waiting.push_back(batch); }
  awaitable<void> keep_time();
  awaitable<void> connection();
  // False: the connection cannot be used any more.
  awaitable<bool> send(beast::tcp_stream* stream, beast::flat_buffer* buffer, size_t batch);
  void take_answer(size_t batch, const http::response<http::string_body>& answer, Clock::time_point sent);

  Load& load;
  LoadReport report;
  Clock::time_point start = Clock::now();
  std::mt19937_64 random;
  std::deque<size_t> waiting;
  std::multimap<Clock::time_point, size_t> delayed;
  double begun = 0;  // requests of the plan that had their time, for per_second
  std::deque<asio::steady_timer*> idle;
  asio::io_context io{1};  // last: it destroys the coroutines, which use the rest
};

awaitable<std::optional<size_t>> Load::State::next() {
  const bool paced = load.options_.per_second > 0;
  for (bool woken = false; !over(); woken = true) {
    if (!waiting.empty() && (!paced || woken)) {
      const size_t batch = waiting.front();
      waiting.pop_front();
      co_return batch;
    }
    asio::steady_timer timer(io, Clock::time_point::max());
    idle.push_back(&timer);
    error_code ignored;
    co_await timer.async_wait(asio::redirect_error(use_awaitable, ignored));
  }
  co_return std::nullopt;
}

// Wakes connections when there is something for them to do.
awaitable<void> Load::State::keep_time() {
  const double rate = load.options_.per_second;
  while (!over()) {
    co_await pause(kTick);
    for (const auto now = Clock::now(); !delayed.empty() && delayed.begin()->first <= now;) {
      waiting.push_back(delayed.begin()->second);
      delayed.erase(delayed.begin());
    }
    size_t wanted = waiting.size();
    if (rate > 0) {
      const double due = std::floor(seconds_since(start) * rate - begun);
      begun += due;
      wanted = std::min(wanted, static_cast<size_t>(due));
      report.late += wanted - std::min(wanted, idle.size());
    }
    for (; wanted > 0 && !idle.empty(); --wanted) {
      idle.front()->cancel();
      idle.pop_front();
    }
  }
  io.stop();
}

awaitable<void> Load::State::connection() {
  beast::flat_buffer buffer;
  std::unique_ptr<beast::tcp_stream> stream;
  while (const std::optional<size_t> batch = co_await next()) {
    while (!stream && !over()) {
      auto fresh = std::make_unique<beast::tcp_stream>(io);
      error_code error;
      co_await fresh->async_connect({asio::ip::address_v4::loopback(), load.port_},
                                    asio::redirect_error(use_awaitable, error));
      if (error) {
        co_await pause(kReconnectPause);
        continue;
      }
      fresh->socket().set_option(asio::ip::tcp::no_delay(true), error);
      stream = std::move(fresh);
      buffer.clear();
    }
    if (!stream) co_return;
    if (!co_await send(stream.get(), &buffer, *batch)) stream.reset();
  }
}

awaitable<bool> Load::State::send(beast::tcp_stream* stream, beast::flat_buffer* buffer, size_t batch) {
  const Clock::time_point sent = Clock::now();
  ++report.requests;
  stream->expires_after(kAnswerLimit);
  error_code error;
  co_await asio::async_write(*stream, asio::buffer(load.requests_[batch]), asio::redirect_error(use_awaitable, error));
  if (!error && std::uniform_real_distribution<double>(0, 1)(random) < load.options_.lost_replies) {
    // The server may have read nothing of it, or have committed it already.
    co_await pause(std::chrono::microseconds(random() % 4000));
    ++report.lost;
    again(batch);
    co_return false;
  }
  http::response_parser<http::string_body> parser;
  if (!error) {
    co_await http::async_read(*stream, *buffer, parser, asio::redirect_error(use_awaitable, error));
  }
  if (error) {
    ++report.broken;
    again(batch);
    co_return false;
  }
  take_answer(batch, parser.get(), sent);
  co_return parser.keep_alive();
}

void Load::State::take_answer(size_t batch, const http::response<http::string_body>& answer, Clock::time_point sent) {
  const int status = answer.result_int();
  if (status == 429 || status == 503) {
    const auto after = answer.find(http::field::retry_after);
    if (after == answer.end()) {
      ++report.wrong[std::to_string(status) + " without Retry-After"];
    } else {
      ++report.refusals[status];
    }
    const int seconds = after == answer.end() ? 1 : std::atoi(std::string(after->value()).c_str());
    if (load.options_.obey_retry_after) {
      delayed.emplace(Clock::now() + std::chrono::seconds(seconds), batch);
    } else {
      again(batch);
    }
    return;
  }
  const auto events = load.traffic_.events(batch);
  std::vector<protocol::EventOutcome> outcomes;
  if (status == 200) {
    auto decoded = protocol::decode_reply(load.traffic_.options().format, answer.body());
    if (decoded.ok()) outcomes = std::move(decoded.value());
  }
  if (outcomes.size() != events.size()) {
    ++report.wrong[std::to_string(status) + " " + answer.body().substr(0, 200)];
    delayed.emplace(Clock::now() + std::chrono::seconds(1), batch);
    return;
  }
  report.latencies_ms.push_back(std::chrono::duration<float, std::milli>(Clock::now() - sent).count());
  for (size_t i = 0; i < events.size(); ++i) {
    report.acknowledged[events[i]] = true;
    ++report.verdicts[static_cast<size_t>(outcomes[i].verdict)];
  }
  ++report.batches;
  load.acknowledged_ = report.batches;
}

Load::Load(const Traffic& traffic, const LoadOptions& options) : traffic_(traffic), options_(options) {
  for (size_t i = 0; i < traffic.batches(); ++i) {
    const std::string body = traffic.body(i);
    requests_.push_back("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + options.token +
                        "\r\nContent-Type: " + std::string(protocol::media_type(traffic.options().format)) +
                        "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
}

Load::~Load() = default;

LoadReport Load::run() {
  State state(this);
  for (size_t i = 0; i < options_.connections; ++i) asio::co_spawn(state.io, state.connection(), asio::detached);
  asio::co_spawn(state.io, state.keep_time(), asio::detached);
  state.io.run();
  state.report.seconds = seconds_since(state.start);
  return std::move(state.report);
}

}  // namespace nearshelf::load
