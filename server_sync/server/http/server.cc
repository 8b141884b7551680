#include "server_sync/server/http/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/redirect_error.hpp>

#include "server_sync/server/http/connection.h"
#include "server_sync/server/http/loop.h"
#include "server_sync/server/http/shared.h"
#include "server_sync/server/http/tls_context.h"

namespace nearshelf::server {
namespace {

using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
constexpr std::chrono::milliseconds kAcceptPause{100};

class Server : public HttpServer {
 public:
  Server(HttpOptions options, Router router) : shared_(std::move(options), std::move(router)) {}
  ~Server() override {
    for (const auto& loop : loops_) loop->stop();
  }

  Status begin() {
    NEARSHELF_RETURN_IF_ERROR(reload_tls());
    for (size_t i = 0; i < std::max<size_t>(shared_.options.threads, 1); ++i)
      loops_.push_back(std::make_unique<Loop>());
    for (const auto& [host, port] : shared_.options.listen) NEARSHELF_RETURN_IF_ERROR(listen(host, port));
    for (const auto& acceptor : acceptors_) {
      asio::co_spawn(
          loops_[0]->executor(), [this, &acceptor = *acceptor]() -> Awaitable<void> { co_await accept(acceptor); },
          asio::detached);
    }
    for (const auto& loop : loops_) loop->start();
    return ok_status();
  }

  std::vector<uint16_t> ports() const override { return ports_; }

  Status reload_tls() override {
    if (shared_.options.tls_certificate.empty()) return ok_status();
    NEARSHELF_ASSIGN_OR_RETURN(auto loaded, load_tls(shared_.options.tls_certificate, shared_.options.tls_key));
    tls_.store(std::move(loaded));
    return ok_status();
  }

  size_t drain(std::chrono::milliseconds limit) override {
    shared_.draining = true;
    asio::post(loops_[0]->executor(), [this] {
      ErrorCode ignored;
      for (const auto& acceptor : acceptors_) acceptor->close(ignored);
    });
    for (const auto& loop : loops_) asio::post(loop->executor(), [&loop = *loop] { loop.drain(); });
    return shared_.wait_until_closed(limit);
  }

  int64_t open_connections() const override { return shared_.open_connections; }
  int64_t in_flight() const override { return shared_.in_flight.used(); }

 private:
  Status listen(const std::string& host, uint16_t port) {
    const std::string place = host + " port " + std::to_string(port);
    ErrorCode error;
    const auto address = asio::ip::make_address(host, error);
    if (error) return invalid_argument("is no IP address", host);
    const asio::ip::tcp::endpoint endpoint(address, port);
    auto acceptor = std::make_unique<Acceptor>(loops_[0]->context());
    acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(asio::socket_base::reuse_address(true), error);
    if (!error && address.is_v6()) acceptor->set_option(asio::ip::v6_only(false), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error) return io_error("cannot be listened on: " + error.message(), place);
    ports_.push_back(acceptor->local_endpoint(error).port());
    acceptors_.push_back(std::move(acceptor));
    return ok_status();
  }

  Awaitable<void> accept(Acceptor& acceptor) {
    asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor> pause(loops_[0]->executor());
    while (acceptor.is_open()) {
      Loop& loop = *loops_[next_loop_++ % loops_.size()];
      Socket socket(loop.executor());
      ErrorCode error;
      co_await acceptor.async_accept(socket, asio::redirect_error(kUseAwaitable, error));
      if (!error) {
        // The socket belongs to its loop from here on.
        asio::post(loop.executor(), [this, &loop, socket = std::move(socket)]() mutable {
          Connection::begin(shared_, loop, std::move(socket), tls_.load());
        });
        continue;
      }
      if (!acceptor.is_open()) break;
      // Most likely out of descriptors: those that close make room.
      if (shared_.options.log) shared_.options.log(LogLevel::kWarning, "cannot accept: " + error.message());
      pause.expires_after(kAcceptPause);
      co_await pause.async_wait(asio::redirect_error(kUseAwaitable, error));
    }
  }

  Shared shared_;
  std::atomic<std::shared_ptr<TlsContext>> tls_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::unique_ptr<Acceptor>> acceptors_;
  std::vector<uint16_t> ports_;
  size_t next_loop_ = 0;  // on the first loop's thread
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpOptions options, Router router) {
  auto server = std::make_unique<Server>(std::move(options), std::move(router));
  NEARSHELF_RETURN_IF_ERROR(server->begin());
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace nearshelf::server
