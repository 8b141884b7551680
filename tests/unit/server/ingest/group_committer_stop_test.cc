// Its end, and what was promised until then.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/server/ingest/committer_harness.h"

namespace nearshelf::server {
namespace {

using nearshelf::testing::FakeEventStore;
using ::testing::SizeIs;

TEST(GroupCommitter, DrainFinishesWhatWaitsAndTakesNoMore) {
  FakeEventStore store;
  store.close_gate();
  GroupCommitter committer(&store, nullptr, {});
  Call first(committer, batch_of({"a"}));
  store.wait_for_append();
  Call second(committer, batch_of({"b"}));
  std::thread draining([&] { committer.drain(); });
  // Whichever comes first, the drain or this, nothing that was taken is lost.
  Call third(committer, batch_of({"c"}));
  store.open_gate();
  draining.join();
  ASSERT_TRUE(first.is_done() && second.is_done());
  EXPECT_TRUE(first.wait().ok() && second.wait().ok());
  if (third.submitted.ok()) {
    EXPECT_TRUE(third.wait().ok());
  } else {
    EXPECT_EQ(third.submitted.code(), Code::kCancelled);
  }
  EXPECT_EQ(Call(committer, batch_of({"d"})).submitted.code(), Code::kCancelled);
  EXPECT_EQ(committer.load().events, 0u);
}

TEST(GroupCommitter, StopCancelsWhatWaitsAndFinishesWhatIsUnderWay) {
  FakeEventStore store;
  store.close_gate();
  GroupCommitter committer(&store, nullptr, {});
  Call under_way(committer, batch_of({"a"}));
  store.wait_for_append();
  Call waiting(committer, batch_of({"b"}));
  std::thread stopping([&] { committer.stop(); });
  // Once nothing is taken any more, stop() has marked what waits.
  while (committer.submit(batch_of({}), [](const Result<AppendOutcome>&) {}).ok()) std::this_thread::yield();
  store.open_gate();
  stopping.join();
  EXPECT_TRUE(under_way.wait().ok());
  EXPECT_EQ(waiting.wait().status().code(), Code::kCancelled);
  EXPECT_THAT(store.rows("shop"), SizeIs(1)) << "what was not acknowledged is not there";
}

// Many threads, a store that fails now and then, and a stop in the middle: who was told OK is there, who was told
// otherwise may come again, and everybody is told exactly once.
TEST(GroupCommitter, AcknowledgedIsStoredWhateverHappens) {
  FakeEventStore store;
  store.with_stream(true);
  FakeStream stream;
  GroupCommitOptions options;
  options.max_queued_batches = 20;
  GroupCommitter committer(&store, &stream, options);
  constexpr int kThreads = 4;
  constexpr int kBatches = 200;
  std::atomic<int> submitted = 0;
  std::atomic<int> told = 0;
  std::mutex mutex;
  std::vector<std::string> acknowledged;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kBatches; ++i) {
        const std::string id = std::to_string(t) + "-" + std::to_string(i);
        const Status status = committer.submit(batch_of({id, "shared"}), [&, id](const Result<AppendOutcome>& result) {
          ++told;
          if (!result.ok()) return;
          const std::lock_guard lock(mutex);
          acknowledged.push_back(id);
        });
        submitted += status.ok();
        if (t == 0 && i % 50 == 10) store.fail_with(io_error("a moment"));
        if (t == 0 && i % 50 == 15) store.fail_with(ok_status());
        if (t == 1 && i == 150) committer.stop();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  committer.stop();
  EXPECT_EQ(told, submitted);
  const auto rows = store.rows("shop");
  for (const std::string& id : acknowledged) {
    ASSERT_TRUE(rows.contains(id)) << id;
    EXPECT_TRUE(rows.at(id).streamed) << id;
  }
}

}  // namespace
}  // namespace nearshelf::server
