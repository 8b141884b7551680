#include "server_sync/trainer/math/thread_pool.h"

#include <algorithm>

namespace nearshelf::trainer::math {

ThreadPool::ThreadPool(size_t threads) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  for (size_t i = 1; i < threads; ++i) workers_.emplace_back([this] { work(); });
}

ThreadPool::~ThreadPool() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  start_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::run_blocks() {
  for (size_t block = next_.fetch_add(1); block < blocks_; block = next_.fetch_add(1)) (*body_)(block);
}

void ThreadPool::parallel_for(size_t blocks, const std::function<void(size_t)>& body) {
  if (blocks <= 1 || workers_.empty()) {
    for (size_t block = 0; block < blocks; ++block) body(block);
    return;
  }
  {
    std::lock_guard lock(mutex_);
    body_ = &body;
    blocks_ = blocks;
    next_ = 0;
    busy_ = workers_.size();
    ++generation_;
  }
  start_.notify_all();
  run_blocks();
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return busy_ == 0; });
}

void ThreadPool::parallel_ranges(size_t n, size_t grain, const std::function<void(size_t, size_t)>& body) {
  parallel_for((n + grain - 1) / grain, [&](size_t block) { body(block * grain, std::min(n, (block + 1) * grain)); });
}

void ThreadPool::work() {
  size_t seen = 0;
  std::unique_lock lock(mutex_);
  while (true) {
    start_.wait(lock, [&] { return stopping_ || generation_ != seen; });
    if (stopping_) return;
    seen = generation_;
    lock.unlock();
    run_blocks();
    lock.lock();
    if (--busy_ == 0) done_.notify_one();
  }
}

}  // namespace nearshelf::trainer::math
