// One thread that serves connections: their coroutines run on it and nowhere else, so that they need no locks.
// Deadlines are looked at four times a second, for all its connections in one go, which costs less than a timer for
// each.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_LOOP_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_LOOP_H_

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <chrono>
#include <list>
#include <string>
#include <thread>

#include "server_sync/server/http/asio.h"

namespace nearshelf::server {

using Clock = std::chrono::steady_clock;

// What a loop can do with a connection. Called on the loop's thread.
class Watched {
 public:
  virtual ~Watched() = default;
  virtual Clock::time_point deadline() const = 0;
  virtual void expire() = 0;  // the deadline is over
  // Since when it has been waiting for a request; the maximum while it is busy with one.
  virtual Clock::time_point waiting_since() const = 0;
  virtual void evict() = 0;
  virtual void drain() = 0;  // ends it now if it waits, otherwise after the request under way
};

class Loop {
 public:
  Loop();
  ~Loop();  // stops
  void start();
  void stop();

  asio::io_context& context() { return context_; }
  Executor executor() { return context_.get_executor(); }

  // On the loop's thread, as all below.
  using Place = std::list<Watched*>::iterator;
  Place add(Watched* connection) { return connections_.insert(connections_.end(), connection); }
  void remove(Place place) { connections_.erase(place); }
  // Ends the connection that has been waiting for a request longest; false when all are busy.
  bool evict_longest_waiting();
  void drain();
  // Of this second, as HTTP writes it.
  const std::string& http_date();

 private:
  void watch();

  std::list<Watched*> connections_;
  asio::io_context context_{1};  // goes before the list: the connections that it still has leave that
  asio::executor_work_guard<Executor> work_;
  asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor> timer_;
  std::string date_;
  int64_t date_second_ = 0;
  std::thread thread_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_LOOP_H_
