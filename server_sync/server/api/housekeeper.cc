#include "server_sync/server/api/housekeeper.h"

#include <algorithm>

namespace nearshelf::server {

using Clock = std::chrono::steady_clock;

Housekeeper::Housekeeper(std::vector<Chore> chores) : chores_(std::move(chores)) {
  if (!chores_.empty()) thread_ = std::thread([this] { serve(); });
}

Housekeeper::~Housekeeper() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Housekeeper::serve() {
  std::vector<Clock::time_point> due;
  for (const Chore& chore : chores_) due.push_back(Clock::now() + chore.first);
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto next = std::min_element(due.begin(), due.end());
    const auto index = static_cast<size_t>(next - due.begin());
    if (stop_.wait_until(lock, *next, [this] { return stopping_; })) return;
    lock.unlock();
    chores_[index].run();
    lock.lock();
    due[index] = Clock::now() + chores_[index].every;
  }
}

}  // namespace nearshelf::server
