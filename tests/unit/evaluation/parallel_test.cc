#include "server_sync/evaluation/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace nearshelf::evaluation {
namespace {

TEST(Parallel, RunsEveryTaskOnce) {
  for (const uint32_t threads : {1u, 4u}) {
    std::vector<std::atomic<int>> runs(1000);
    std::atomic<bool> thread_in_range{true};
    run_parallel(threads, runs.size(), [&](size_t task, size_t thread) {
      ++runs[task];
      if (thread >= threads) thread_in_range = false;
    });
    for (const std::atomic<int>& count : runs) EXPECT_EQ(count, 1);
    EXPECT_TRUE(thread_in_range);
  }
}

TEST(Parallel, RunsNothingForNoTasks) {
  int runs = 0;
  run_parallel(1, 0, [&](size_t, size_t) { ++runs; });
  EXPECT_EQ(runs, 0);
}

TEST(Parallel, ThreadsAreThoseWantedOrOneForEachCore) {
  EXPECT_EQ(thread_count(3), 3u);
  EXPECT_GE(thread_count(0), 1u);
}

}  // namespace
}  // namespace nearshelf::evaluation
