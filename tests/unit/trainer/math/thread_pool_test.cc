#include "server_sync/trainer/math/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace nearshelf::trainer::math {
namespace {

TEST(ThreadPoolTest, RunsEveryBlockOnceInManyLoops) {
  for (const size_t threads : {1, 2, 5}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.thread_count(), threads);
    for (size_t loop = 0; loop < 300; ++loop) {
      std::vector<std::atomic<int>> runs(loop % 7);
      pool.parallel_for(runs.size(), [&](size_t block) { ++runs[block]; });
      for (const std::atomic<int>& n : runs) ASSERT_EQ(n.load(), 1);
    }
  }
}

TEST(ThreadPoolTest, RangesCoverEverythingWithoutOverlap) {
  ThreadPool pool(3);
  std::vector<std::atomic<int>> seen(1000);
  pool.parallel_ranges(1000, 64, [&](size_t begin, size_t end) {
    ASSERT_LE(end - begin, 64u);
    for (size_t i = begin; i < end; ++i) ++seen[i];
  });
  for (const std::atomic<int>& n : seen) EXPECT_EQ(n.load(), 1);
  pool.parallel_ranges(0, 64, [](size_t, size_t) { FAIL() << "an empty range has no piece"; });
}

TEST(ThreadPoolTest, ZeroMeansOnePerCore) { EXPECT_GE(ThreadPool(0).thread_count(), 1u); }

}  // namespace
}  // namespace nearshelf::trainer::math
