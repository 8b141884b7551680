// A fixed set of threads that share the blocks of one loop at a time.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_MATH_THREAD_POOL_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_MATH_THREAD_POOL_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace nearshelf::trainer::math {

// Which thread runs which block is not fixed, so a block must write only what is its own; then results do not depend
// on the number of threads. Owned and driven by one thread; parallel_for must not be called from inside a block.
class ThreadPool {
 public:
  // 0 = one thread per core. The calling thread is one of them.
  explicit ThreadPool(size_t threads = 0);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  size_t thread_count() const { return workers_.size() + 1; }

  // Runs body(0) .. body(blocks - 1) and returns when all are done.
  void parallel_for(size_t blocks, const std::function<void(size_t)>& body);
  // Runs body(begin, end) over [0, n) in pieces of `grain`.
  void parallel_ranges(size_t n, size_t grain, const std::function<void(size_t, size_t)>& body);

 private:
  void work();
  void run_blocks();

  std::mutex mutex_;
  std::condition_variable start_;
  std::condition_variable done_;
  const std::function<void(size_t)>* body_ = nullptr;
  size_t blocks_ = 0;
  std::atomic<size_t> next_ = 0;
  size_t generation_ = 0;
  size_t busy_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace nearshelf::trainer::math

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_MATH_THREAD_POOL_H_
