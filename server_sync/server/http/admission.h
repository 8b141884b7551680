// Who gets in under load: a bounded number of requests is worked on and a bounded amount of memory receives bodies. The
// rest is refused at once, which costs next to nothing, so that what was accepted stays as fast as without the load.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_ADMISSION_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_ADMISSION_H_

#include <atomic>
#include <cstdint>
#include <utility>

namespace nearshelf::server {

// A count that takes only so much. Threads: any.
class Budget {
 public:
  explicit Budget(int64_t limit) : limit_(limit) {}

  bool try_take(int64_t amount) {
    if (used_.fetch_add(amount, std::memory_order_relaxed) + amount <= limit_) return true;
    give_back(amount);
    return false;
  }
  void give_back(int64_t amount) { used_.fetch_sub(amount, std::memory_order_relaxed); }
  int64_t used() const { return used_.load(std::memory_order_relaxed); }
  bool is_full() const { return used() >= limit_; }

 private:
  const int64_t limit_;
  std::atomic<int64_t> used_{0};
};

// What was taken of a budget; given back when it goes.
class Share {
 public:
  explicit Share(Budget& budget) : budget_(&budget) {}
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;
  ~Share() { release(); }

  // More of it; false when there is not so much.
  bool grow(int64_t amount) {
    if (!budget_->try_take(amount)) return false;
    amount_ += amount;
    return true;
  }
  void release() { budget_->give_back(std::exchange(amount_, 0)); }

 private:
  Budget* budget_;
  int64_t amount_ = 0;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_ADMISSION_H_
