// Threads for what waits on the store, so that those that serve connections never do. The queue is bounded.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_WORKERS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_WORKERS_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace nearshelf::server {

// Threads: every method may be called from any thread.
class Workers {
 public:
  Workers(size_t threads, size_t max_waiting);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers();  // stop()

  // False, and nothing happens, when too many wait already or it was stopped.
  bool run(std::function<void()> work);
  // Takes no more, and returns when everything that was taken is done.
  void stop();

 private:
  void serve();

  const size_t max_waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_WORKERS_H_
