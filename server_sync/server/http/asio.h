// The types of Asio that the sources in this directory share. Nothing outside includes it.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_ASIO_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_ASIO_H_

#include <atomic>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

namespace nearshelf::server {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
template <typename T>
using Awaitable = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kUseAwaitable;

// Waits for a callback: start(done) is called, and the first call of done(value), from any thread, ends the wait. When
// every copy of `done` goes without a call, the value is `lost`: nobody waits forever.
template <typename T, typename Start>
Awaitable<T> await_callback(Executor executor, Start start, T lost) {
  auto initiate = [executor](auto handler, Start begin, T fallback) {
    using Handler = decltype(handler);
    struct Once {
      Once(Executor on, Handler to, T value) : executor(on), handler(std::move(to)), lost(std::move(value)) {}
      ~Once() { call(std::move(lost)); }
      void call(T value) {
        if (called.exchange(true)) return;
        asio::post(executor, [to = std::move(handler), with = std::move(value)]() mutable { to(std::move(with)); });
      }
      Executor executor;
      Handler handler;
      T lost;
      std::atomic<bool> called{false};
    };
    auto once = std::make_shared<Once>(executor, std::move(handler), std::move(fallback));
    begin([once](T value) { once->call(std::move(value)); });
  };
  T value = co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(T)>(
      std::move(initiate), kUseAwaitable, std::move(start), std::move(lost));
  co_return value;
}

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_ASIO_H_
