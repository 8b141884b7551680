// What waits, and what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/unit/server/ingest/committer_harness.h"

namespace nearshelf::server {
namespace {

using nearshelf::testing::FakeEventStore;
using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;
using ::testing::SizeIs;

TEST(GroupCommitter, AFullQueueRefusesAtOnce) {
  FakeEventStore store;
  store.close_gate();
  GroupCommitOptions options;
  options.queue.most = 4;
  options.max_queued_batches = 3;
  GroupCommitter committer(&store, nullptr, options);
  Call committing(committer, batch_of({"x"}));
  store.wait_for_append();
  Call a(committer, batch_of({"a", "b"}));
  ASSERT_TRUE(a.submitted.ok());
  Call too_many_events(committer, batch_of({"c", "d"}));
  EXPECT_EQ(too_many_events.submitted.code(), Code::kBusy);
  Call b(committer, batch_of({}));
  Call c(committer, batch_of({"e"}));
  EXPECT_TRUE(b.submitted.ok() && c.submitted.ok());
  Call too_many_batches(committer, batch_of({}));
  EXPECT_EQ(too_many_batches.submitted.code(), Code::kBusy);
  EXPECT_THAT(committer.retry_after_ms(), AllOf(Ge(kSecondMs), Le(kMinuteMs)));
  store.open_gate();
  EXPECT_TRUE(c.wait().ok());
  EXPECT_FALSE(too_many_events.is_done()) << "a refused caller is not called back";
  EXPECT_THAT(store.rows("shop"), SizeIs(4));
}

// A store that is slow, and a queue that stands: what the fixed bound would still take is refused.
TEST(GroupCommitter, NoMoreWaitsThanIsCommittedInTheTarget) {
  FakeEventStore store;
  store.close_gate();
  GroupCommitOptions options;
  options.queue.least = 2;
  options.queue.target = std::chrono::milliseconds(60);
  options.queue.interval = std::chrono::milliseconds(1);
  std::atomic<bool> first_commit = true;
  options.on_commit = [&](const CommitReport&) {
    if (first_commit.exchange(false)) store.close_gate();
  };
  GroupCommitter committer(&store, nullptr, options);
  Call slow(committer, batch_of({"a", "b"}));
  store.wait_for_append();
  Call next(committer, batch_of({"c"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(40));  // at least 20 ms an event: 3 in the target at most
  EXPECT_FALSE(committer.is_full()) << "nothing is known before the first commit";
  store.open_gate();
  ASSERT_TRUE(slow.wait().ok());
  store.wait_for_append();
  EXPECT_LE(committer.load().max_events, 3u);
  Call first(committer, batch_of({"d"}));
  ASSERT_TRUE(first.submitted.ok());
  Call second(committer, batch_of({"e", "f"}));
  EXPECT_EQ(second.submitted.code(), Code::kBusy);
  store.open_gate();
  EXPECT_TRUE(first.wait().ok());
  while (committer.load().batches > 0) std::this_thread::yield();
  EXPECT_FALSE(committer.is_full());
  Call burst(committer, batch_of({"1", "2", "3", "4", "5", "6"}));
  EXPECT_TRUE(burst.submitted.ok() && burst.wait().ok());
}

TEST(GroupCommitter, WhatIsCommittedTakesNoRoomOnceItIsAnswered) {
  FakeEventStore store;
  GroupCommitOptions options;
  options.queue.most = 2;
  GroupCommitter committer(&store, nullptr, options);
  std::promise<size_t> counted;
  ASSERT_TRUE(committer
                  .submit(batch_of({"a", "b"}),
                          [&](const Result<AppendOutcome>&) { counted.set_value(committer.load().events); })
                  .ok());
  EXPECT_EQ(counted.get_future().get(), 0u);
}

TEST(GroupCommitter, ABatchLargerThanTheQueueIsTakenWhenNothingWaits) {
  FakeEventStore store;
  GroupCommitOptions options;
  options.queue.most = 1;
  GroupCommitter committer(&store, nullptr, options);
  Call call(committer, batch_of({"a", "b", "c"}));
  ASSERT_TRUE(call.submitted.ok());
  EXPECT_TRUE(call.wait().ok());
}

}  // namespace
}  // namespace nearshelf::server
