#include "server_sync/evaluation/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace nearshelf::evaluation {

uint32_t thread_count(uint32_t wanted) {
  return wanted != 0 ? wanted : std::max(1u, std::thread::hardware_concurrency());
}

void run_parallel(uint32_t threads, size_t tasks, const std::function<void(size_t task, size_t thread)>& work) {
  std::atomic<size_t> next{0};
  const auto loop = [&](size_t thread) {
    for (size_t task = next.fetch_add(1); task < tasks; task = next.fetch_add(1)) work(task, thread);
  };
  std::vector<std::thread> others;
  for (uint32_t t = 1; t < threads; ++t) others.emplace_back(loop, t);
  loop(0);
  for (std::thread& other : others) other.join();
}

}  // namespace nearshelf::evaluation
