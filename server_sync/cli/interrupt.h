// Ctrl-C as a flag that long work looks at.
#ifndef NEARSHELF_SERVER_SYNC_CLI_INTERRUPT_H_
#define NEARSHELF_SERVER_SYNC_CLI_INTERRUPT_H_

#include <signal.h>

#include <atomic>

namespace nearshelf::cli {

// While one lives, the first SIGINT or SIGTERM sets a flag and says that the work is being stopped; a second one ends
// the program at once, as it would without this. One at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  static const std::atomic<bool>& flag();
  static bool interrupted() { return flag().load(std::memory_order_relaxed); }

 private:
  struct sigaction former_int_;
  struct sigaction former_term_;
};

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_INTERRUPT_H_
