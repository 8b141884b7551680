// A TCP connection, with TLS or without.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_STREAM_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_STREAM_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "server_sync/server/http/asio.h"
#include "server_sync/server/http/tls_context.h"

namespace nearshelf::server {

class Stream {
 public:
  // `tls`: null for a plain connection.
  Stream(Socket socket, std::shared_ptr<TlsContext> tls);
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream();

  // False when the other side does not speak TLS as we do; true at once without TLS.
  Awaitable<bool> handshake();
  // 0 = it ended, failed or was cancelled.
  Awaitable<size_t> read_some(std::span<char> to);
  // How much of the two pieces was written; 0 as above.
  Awaitable<size_t> write_some(std::string_view first, std::string_view second);
  // Tells the other side that nothing comes any more.
  Awaitable<void> shutdown();

  void cancel();  // what waits returns
  void close();

 private:
  struct Tls;
  Socket socket_;
  std::unique_ptr<Tls> tls_;
};

// "" when it is connected no more.
std::string peer_address(const Socket& socket);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_STREAM_H_
