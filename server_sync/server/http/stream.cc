#include "server_sync/server/http/stream.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "server_sync/server/http/address.h"

namespace nearshelf::server {

struct Stream::Tls {
  Tls(Socket& socket, std::shared_ptr<TlsContext> shared)
      : context(std::move(shared)), stream(socket, context->context) {}
  std::shared_ptr<TlsContext> context;  // keeps it while this connection lives, also when files were read again
  asio::ssl::stream<Socket&> stream;
};

Stream::Stream(Socket socket, std::shared_ptr<TlsContext> tls) : socket_(std::move(socket)) {
  if (tls) tls_ = std::make_unique<Tls>(socket_, std::move(tls));
  ErrorCode ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Stream::~Stream() = default;

Awaitable<bool> Stream::handshake() {
  if (!tls_) co_return true;
  ErrorCode error;
  co_await tls_->stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(kUseAwaitable, error));
  co_return !error;
}

Awaitable<size_t> Stream::read_some(std::span<char> to) {
  ErrorCode error;
  const asio::mutable_buffer buffer(to.data(), to.size());
  size_t size = 0;
  if (tls_) {
    size = co_await tls_->stream.async_read_some(buffer, asio::redirect_error(kUseAwaitable, error));
  } else {
    size = co_await socket_.async_read_some(buffer, asio::redirect_error(kUseAwaitable, error));
  }
  co_return error ? 0 : size;
}

Awaitable<size_t> Stream::write_some(std::string_view first, std::string_view second) {
  ErrorCode error;
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(first.data(), first.size()),
                                                     asio::buffer(second.data(), second.size())};
  size_t size = 0;
  if (tls_) {
    size = co_await tls_->stream.async_write_some(buffers, asio::redirect_error(kUseAwaitable, error));
  } else {
    size = co_await socket_.async_write_some(buffers, asio::redirect_error(kUseAwaitable, error));
  }
  co_return error ? 0 : size;
}

Awaitable<void> Stream::shutdown() {
  ErrorCode error;
  if (tls_) {
    // Sends our close_notify; the other side's is not worth waiting for.
    SSL_set_quiet_shutdown(tls_->stream.native_handle(), 0);
    SSL_set_shutdown(tls_->stream.native_handle(), SSL_RECEIVED_SHUTDOWN);
    co_await tls_->stream.async_shutdown(asio::redirect_error(kUseAwaitable, error));
  }
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
}

void Stream::cancel() {
  ErrorCode ignored;
  socket_.cancel(ignored);
}

void Stream::close() {
  ErrorCode ignored;
  socket_.close(ignored);
}

std::string peer_address(const Socket& socket) {
  ErrorCode error;
  const auto endpoint = socket.remote_endpoint(error);
  return error ? "" : plain_address(endpoint.address().to_string());
}

}  // namespace nearshelf::server
