#include "server_sync/cli/interrupt.h"

#include <unistd.h>

#include <string_view>

namespace nearshelf::cli {
namespace {

std::atomic<bool> interrupt_flag{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

void on_signal(int) {
  interrupt_flag.store(true, std::memory_order_relaxed);
  constexpr std::string_view kText = "\nnearshelf: stopping; once more stops at once\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kText.data(), kText.size());
}

}  // namespace

InterruptGuard::InterruptGuard() {
  interrupt_flag = false;
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  // After the first signal the second has its usual effect; reads and writes under way go on.
  action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, &former_int_);
  sigaction(SIGTERM, &action, &former_term_);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &former_int_, nullptr);
  sigaction(SIGTERM, &former_term_, nullptr);
}

const std::atomic<bool>& InterruptGuard::flag() { return interrupt_flag; }

}  // namespace nearshelf::cli
