#include "server_sync/server/api/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace nearshelf::server {
namespace {

TEST(Workers, DoEverythingTheyTookBeforeTheyStop) {
  std::atomic<int> done{0};
  {
    Workers workers(3, 1000);
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(workers.run([&] { ++done; }));
  }
  EXPECT_EQ(done, 500);
}

TEST(Workers, TakeNoMoreThanTheirQueueHolds) {
  std::promise<void> go;
  std::promise<void> began;
  Workers workers(1, 2);
  ASSERT_TRUE(workers.run([&] {
    began.set_value();
    go.get_future().wait();
  }));
  began.get_future().wait();
  EXPECT_TRUE(workers.run([] {}));
  EXPECT_TRUE(workers.run([] {}));
  EXPECT_FALSE(workers.run([] {}));
  go.set_value();
  workers.stop();
  EXPECT_FALSE(workers.run([] {}));
}

}  // namespace
}  // namespace nearshelf::server
