#include "sdk/sync/event_tasks.h"

#include "sdk/sync/limits.h"
#include "tests/unit/sync/sync_fixture.h"

namespace nearshelf::sync {
namespace {

class EventTasksTest : public SyncFixture {
 protected:
  EventTasksTest() { EXPECT_TRUE(tasks_.restore(*store_).ok()); }

  std::optional<std::string> make(uint64_t task_id, size_t max_bytes = kMaxBatchBytes) {
    return tasks_.make(*store_, platform_.random, task_id, {}, max_bytes).value();
  }
  QueueState look() { return tasks_.look(*store_, platform_.clock.now).value(); }

  EventTasks tasks_;
};

TEST_F(EventTasksTest, AnEmptyQueueGivesNothing) {
  EXPECT_EQ(look().waiting, 0u);
  EXPECT_FALSE(make(1).has_value());
  EXPECT_FALSE(tasks_.in_flight());
}

TEST_F(EventTasksTest, NoEventIsInTwoBatches) {
  queue_many(700);
  ASSERT_TRUE(make(1).has_value());
  EXPECT_EQ(tasks_.event_count(1), 500u);
  EXPECT_EQ(look().waiting, 200u);
  ASSERT_TRUE(make(2).has_value());
  EXPECT_EQ(tasks_.event_count(2), 200u);
  EXPECT_EQ(look().waiting, 0u);
  EXPECT_FALSE(make(3).has_value());
  tasks_.land(1);
  EXPECT_EQ(look().waiting, 500u);
}

TEST_F(EventTasksTest, WhatIsHandedOutCanBeErased) {
  queue("a");
  EXPECT_FALSE(store_->pseudonyms().find(pseudonym_id_).value()->handed_out);
  EXPECT_FALSE(make(1, 10).has_value());  // nothing fits, nothing leaves
  EXPECT_FALSE(store_->pseudonyms().find(pseudonym_id_).value()->handed_out);
  ASSERT_TRUE(make(1).has_value());
  EXPECT_TRUE(store_->pseudonyms().find(pseudonym_id_).value()->handed_out);
}

TEST_F(EventTasksTest, AnAcceptedBatchIsGone) {
  queue_many(3);
  ASSERT_TRUE(make(1).has_value());
  queue("later");
  ASSERT_TRUE(tasks_.accept(*store_, 1).ok());
  tasks_.land(1);
  EXPECT_EQ(store_->outbox().count().value(), 1u);
  EXPECT_EQ(store_->counters().get(kAcknowledgedCounter).value(), 3);
}

TEST_F(EventTasksTest, ARefusedBatchIsHalvedDownToTheOneEvent) {
  queue_many(8);
  std::vector<size_t> sizes;
  for (uint64_t task = 1;; ++task) {
    ASSERT_TRUE(make(task).has_value());
    sizes.push_back(tasks_.event_count(task));
    const bool gave_up = tasks_.refuse(*store_, task).value();
    tasks_.land(task);
    if (gave_up) break;
  }
  EXPECT_THAT(sizes, ::testing::ElementsAre(8, 4, 2, 1));
  EXPECT_EQ(store_->outbox().count().value(), 7u);
  EXPECT_EQ(store_->counters().get(store::kDroppedCounter).value(), 1);
  // The half survives a restart and doubles again with every batch that is accepted.
  EventTasks again;
  ASSERT_TRUE(again.restore(*store_).ok());
  ASSERT_TRUE(again.make(*store_, platform_.random, 1, {}, kMaxBatchBytes).value().has_value());
  EXPECT_EQ(again.event_count(1), 1u);
  ASSERT_TRUE(again.accept(*store_, 1).ok());
  again.land(1);
  ASSERT_TRUE(again.make(*store_, platform_.random, 2, {}, kMaxBatchBytes).value().has_value());
  EXPECT_EQ(again.event_count(2), 2u);
}

TEST_F(EventTasksTest, WhatWaitedThirtyDaysIsGivenUpAndReportedOnce) {
  queue_many(3, "old");
  platform_.clock.now += 30 * kDayMs;
  queue("new");
  EXPECT_EQ(look().waiting, 4u);
  platform_.clock.now += 1;
  EXPECT_EQ(look().waiting, 1u);
  EXPECT_EQ(store_->counters().get(store::kDroppedCounter).value(), 3);
  const auto first = make(1);
  server_.events(*first);
  EXPECT_EQ(server_.reported_dropped(), 3u);
  queue("newer");
  server_.events(*make(2));
  EXPECT_EQ(server_.reported_dropped(), 3u);  // the first one is still under way with them
  tasks_.land(2);
  ASSERT_TRUE(tasks_.accept(*store_, 1).ok());
  tasks_.land(1);
  server_.events(*make(3));
  EXPECT_EQ(server_.reported_dropped(), 3u);
}

TEST_F(EventTasksTest, AReportWhoseAnswerWasLostIsCountedOnceWhateverIsGivenUpMeanwhile) {
  const auto give_up = [&](int64_t count) { ASSERT_TRUE(store_->counters().add(store::kDroppedCounter, count).ok()); };
  give_up(3);
  queue("a");
  server_.events(*make(1));  // taken, and the answer is lost
  tasks_.land(1);
  give_up(4);
  ASSERT_TRUE(store_->outbox().remove_all().ok());  // the event that was in it is given up, too
  queue("b");
  EventTasks again;  // after a restart
  ASSERT_TRUE(again.restore(*store_).ok());
  for (uint64_t task = 2; task < 4; ++task) {
    server_.events(*again.make(*store_, platform_.random, task, {}, kMaxBatchBytes).value());
    EXPECT_EQ(server_.reported_dropped(), 3u);
    if (task == 2) again.land(task);
  }
  ASSERT_TRUE(again.accept(*store_, 3).ok());
  again.land(3);
  queue("c");
  server_.events(*again.make(*store_, platform_.random, 4, {}, kMaxBatchBytes).value());
  EXPECT_EQ(server_.reported_dropped(), 7u);
  ASSERT_TRUE(again.accept(*store_, 4).ok());
  again.land(4);
  queue("d");
  server_.events(*again.make(*store_, platform_.random, 5, {}, kMaxBatchBytes).value());
  EXPECT_EQ(server_.reported_dropped(), 7u);
}

TEST_F(EventTasksTest, AReportThatNothingFitsBesideIsNotBegun) {
  ASSERT_TRUE(store_->counters().add(store::kDroppedCounter, 3).ok());
  queue("a");
  EXPECT_FALSE(make(1, 10).has_value());
  EXPECT_EQ(store_->counters().get(kReportCounter).value(), 0);
}

TEST_F(EventTasksTest, WhatASettledQueueGaveUpIsNotReported) {
  ASSERT_TRUE(store_->counters().add(store::kDroppedCounter, 3).ok());
  queue("a");
  ASSERT_TRUE(make(1).has_value());
  tasks_.forget();
  ASSERT_TRUE(settle_dropped(*store_).ok());
  server_.events(*make(2));
  EXPECT_EQ(server_.reported_dropped(), 0u);
}

TEST_F(EventTasksTest, BatchesStayBelowWhatIsLeft) {
  queue_many(500);
  const auto body = make(1, 20'000);
  ASSERT_TRUE(body.has_value());
  EXPECT_LE(body->size(), 20'000u);
  EXPECT_GT(body->size(), 15'000u);
}

TEST_F(EventTasksTest, AForgottenBatchIsNotInFlight) {
  queue("a");
  ASSERT_TRUE(make(1).has_value());
  tasks_.forget();
  EXPECT_FALSE(tasks_.in_flight());
}

}  // namespace
}  // namespace nearshelf::sync
