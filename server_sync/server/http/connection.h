// One connection: requests one after the other, each read, decided about, handed to its route and answered.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_CONNECTION_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_CONNECTION_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/server/http/admission.h"
#include "server_sync/server/http/asio.h"
#include "server_sync/server/http/content_decoder.h"
#include "server_sync/server/http/gate.h"
#include "server_sync/server/http/loop.h"
#include "server_sync/server/http/request_parser.h"
#include "server_sync/server/http/shared.h"
#include "server_sync/server/http/stream.h"

namespace nearshelf::server {

// What it holds while it waits: its socket and a few KiB. It lives until its coroutine ends.
class Connection : public Watched, public std::enable_shared_from_this<Connection> {
 public:
  // On the loop's thread. Closes the socket at once where the limits leave no room.
  static void begin(Shared& shared, Loop& loop, Socket socket, std::shared_ptr<TlsContext> tls);
  Connection(Shared& shared, Loop& loop, Socket socket, std::shared_ptr<TlsContext> tls, std::string address);
  ~Connection() override;

  Clock::time_point deadline() const override { return deadline_; }
  void expire() override;
  Clock::time_point waiting_since() const override { return waiting_since_; }
  void evict() override;
  void drain() override;

 private:
  // Of the request under way.
  struct Exchange {
    RequestHead head;
    Passage passage;
    Clock::time_point begin;
    bool keep_alive = true;
    bool expects_continue = false;
  };

  Awaitable<void> run();
  Awaitable<bool> next_request();  // false: the connection is to end
  Awaitable<bool> read_head();     // false: there is none
  Awaitable<bool> read_more();     // false: the connection ended or a deadline is over
  Awaitable<Response> decide(Exchange& exchange, std::optional<Response> fault);
  Awaitable<Response> serve(Exchange& exchange);
  Awaitable<std::optional<Response>> read_body(const Exchange& exchange, std::string& body, Share& memory);
  Awaitable<bool> respond(Exchange& exchange, Response response);
  Awaitable<bool> write_all(std::string_view head, std::string_view body);
  Awaitable<bool> discard_body(const Exchange& exchange);
  Awaitable<void> end();

  std::optional<Response> take_head(Exchange& exchange);
  bool is_discardable(const Exchange& exchange) const;
  void set_deadline(Clock::duration from_now) { deadline_ = Clock::now() + from_now; }
  // That a transfer which began then and has moved so much may go on.
  void set_transfer_deadline(Clock::time_point begin, uint64_t moved);

  Shared& shared_;
  Loop& loop_;
  Stream stream_;
  const std::string address_;
  Loop::Place place_;
  std::vector<char> buffer_;  // what was read and not parsed is its first `filled_` bytes
  size_t filled_ = 0;
  std::optional<RequestParser> parser_;
  Clock::time_point deadline_ = Clock::time_point::max();
  Clock::time_point waiting_since_ = Clock::time_point::max();
  bool began_ = false;  // something of the next request has come
  bool lingering_ = false;
  bool timed_out_ = false;
  bool gone_ = false;  // nothing can be read or written any more
  uint64_t sent_ = 0;  // of the answer under way
  Clock::time_point sending_since_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_CONNECTION_H_
