#include "server_sync/server/ingest/group_committer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <numeric>
#include <string>
#include <thread>

#include "tests/support/fake_event_store.h"

namespace nearshelf::server {
namespace {

using nearshelf::testing::FakeEventStore;
using protocol::Verdict;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;

AppendBatch batch_of(const std::vector<std::string>& ids, const std::string& tenant = "shop") {
  AppendBatch batch;
  batch.tenant = tenant;
  for (const std::string& id : ids) {
    AppendEvent& event = batch.events.emplace_back();
    event.event.event_id = id;
    event.event.kind = 1;
    event.event.item_id = "i";
  }
  return batch;
}

// Hands a batch in and lets the test wait for what came of it.
class Call {
 public:
  Call(GroupCommitter& committer, AppendBatch batch) {
    submitted = committer.submit(std::move(batch), [promise = promise_](Result<AppendOutcome> result) {
      promise->set_value(std::move(result));
    });
  }
  const Result<AppendOutcome>& wait() {
    if (!result_) result_ = future_.get();
    return *result_;
  }
  bool is_done() const { return result_ || future_.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }

  Status submitted;

 private:
  std::shared_ptr<std::promise<Result<AppendOutcome>>> promise_ =
      std::make_shared<std::promise<Result<AppendOutcome>>>();
  std::future<Result<AppendOutcome>> future_ = promise_->get_future();
  std::optional<Result<AppendOutcome>> result_;
};

// Remembers what came; fails when told to.
class FakeStream : public EventStream {
 public:
  Status publish(std::string_view tenant, std::span<const StoredEvent* const> events) override {
    const std::lock_guard lock(mutex_);
    ++calls_;
    if (tenant == refused_tenant_) return io_error("no broker answers", "kafka");
    for (const StoredEvent* event : events) published_.push_back(std::string(tenant) + "/" + event->event_id);
    return ok_status();
  }
  Status ping() override { return ok_status(); }
  void refuse(const std::string& tenant) {
    const std::lock_guard lock(mutex_);
    refused_tenant_ = tenant;
  }
  std::vector<std::string> published() const {
    const std::lock_guard lock(mutex_);
    return published_;
  }
  int calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

 private:
  mutable std::mutex mutex_;
  std::string refused_tenant_ = "none";
  std::vector<std::string> published_;
  int calls_ = 0;
};

TEST(GroupCommitter, GivesEachCallerItsOwnOutcomes) {
  FakeEventStore store;
  GroupCommitter committer(&store, nullptr, {});
  Call first(committer, batch_of({"a", "b"}));
  ASSERT_TRUE(first.wait().ok());
  EXPECT_THAT(first.wait()->events, SizeIs(2));
  Call second(committer, batch_of({"b", "c", "d"}));
  ASSERT_TRUE(second.wait().ok());
  ASSERT_THAT(second.wait()->events, SizeIs(3));
  EXPECT_EQ(second.wait()->events[0].verdict, Verdict::kDuplicate);
  EXPECT_EQ(second.wait()->events[1].verdict, Verdict::kStored);
  EXPECT_THAT(store.rows("shop"), SizeIs(4));
}

TEST(GroupCommitter, CommitsTogetherWhatWaitsTogetherInItsOrder) {
  FakeEventStore store;
  store.close_gate();
  GroupCommitter committer(&store, nullptr, {});
  Call first(committer, batch_of({"a"}));
  store.wait_for_append();
  std::vector<std::unique_ptr<Call>> calls;
  for (int i = 0; i < 5; ++i) calls.push_back(std::make_unique<Call>(committer, batch_of({"same"})));
  EXPECT_EQ(committer.load().batches, 6u);
  EXPECT_EQ(committer.load().events, 6u);
  store.open_gate();
  for (auto& call : calls) ASSERT_TRUE(call->wait().ok());
  EXPECT_THAT(store.append_sizes(), ElementsAre(1, 5));
  EXPECT_EQ(calls[0]->wait()->events[0].verdict, Verdict::kStored) << "the first that came is the first";
  for (int i = 1; i < 5; ++i) EXPECT_EQ(calls[i]->wait()->events[0].verdict, Verdict::kDuplicate);
}

TEST(GroupCommitter, ACommitHasALimit) {
  FakeEventStore store;
  store.close_gate();
  GroupCommitOptions options;
  options.max_commit_events = 4;
  GroupCommitter committer(&store, nullptr, options);
  Call first(committer, batch_of({"x"}));
  store.wait_for_append();
  Call a(committer, batch_of({"a", "b"}));
  Call b(committer, batch_of({"c", "d"}));
  Call c(committer, batch_of({"e"}));
  Call large(committer, batch_of({"1", "2", "3", "4", "5", "6"}));
  store.open_gate();
  EXPECT_TRUE(large.wait().ok());
  EXPECT_THAT(store.append_sizes(), ElementsAre(1, 2, 1, 1));
}

TEST(GroupCommitter, AFullQueueRefusesAtOnce) {
  FakeEventStore store;
  store.close_gate();
  GroupCommitOptions options;
  options.max_queued_events = 3;
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

TEST(GroupCommitter, ABatchLargerThanTheQueueIsTakenWhenNothingWaits) {
  FakeEventStore store;
  GroupCommitOptions options;
  options.max_queued_events = 1;
  GroupCommitter committer(&store, nullptr, options);
  Call call(committer, batch_of({"a", "b", "c"}));
  ASSERT_TRUE(call.submitted.ok());
  EXPECT_TRUE(call.wait().ok());
}

TEST(GroupCommitter, AFailureIsEverybodys) {
  FakeEventStore store;
  store.close_gate();
  store.fail_with(Status(Code::kNoSpace, "the disk is full", "events.db"));
  std::vector<std::string> logged;
  GroupCommitOptions options;
  options.log = [&](LogLevel, std::string_view message) { logged.emplace_back(message); };
  GroupCommitter committer(&store, nullptr, options);
  Call first(committer, batch_of({"a"}));
  store.wait_for_append();
  Call second(committer, batch_of({"b"}));
  Call third(committer, batch_of({"c"}));
  store.open_gate();
  for (Call* call : {&first, &second, &third}) EXPECT_EQ(call->wait().status().code(), Code::kNoSpace);
  EXPECT_THAT(store.rows("shop"), IsEmpty());
  store.fail_with(ok_status());
  Call again(committer, batch_of({"b"}));
  ASSERT_TRUE(again.wait().ok());
  EXPECT_EQ(again.wait()->events[0].verdict, Verdict::kStored);
  committer.stop();
  ASSERT_THAT(logged, SizeIs(2));
  EXPECT_THAT(logged[0], HasSubstr("the disk is full"));
}

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

TEST(GroupCommitter, ACompletionMaySubmit) {
  FakeEventStore store;
  GroupCommitter committer(&store, nullptr, {});
  std::promise<Verdict> verdict;
  ASSERT_TRUE(committer
                  .submit(batch_of({"a"}),
                          [&](const Result<AppendOutcome>&) {
                            EXPECT_TRUE(committer
                                            .submit(batch_of({"a"}),
                                                    [&](const Result<AppendOutcome>& result) {
                                                      verdict.set_value(result->events[0].verdict);
                                                    })
                                            .ok());
                          })
                  .ok());
  EXPECT_EQ(verdict.get_future().get(), Verdict::kDuplicate);
}

TEST(GroupCommitter, AcknowledgesAfterTheStreamHas) {
  FakeEventStore store;
  store.with_stream(true);
  FakeStream stream;
  GroupCommitter committer(&store, &stream, {});
  AppendBatch batch = batch_of({"a", "b", "c"});
  batch.events[1].quarantine = "rate";
  Call call(committer, batch);
  ASSERT_TRUE(call.wait().ok());
  EXPECT_THAT(stream.published(), ElementsAre("shop/a", "shop/c")) << "quarantined events are not streamed";
  EXPECT_TRUE(store.rows("shop")["a"].streamed && store.rows("shop")["c"].streamed);
  Call again(committer, batch_of({"a"}));
  ASSERT_TRUE(again.wait().ok());
  EXPECT_EQ(stream.calls(), 1);
}

TEST(GroupCommitter, WhatTheStreamDidNotTakeIsNotAcknowledgedAndComesAgain) {
  FakeEventStore store;
  store.with_stream(true);
  FakeStream stream;
  stream.refuse("shop");
  GroupCommitter committer(&store, &stream, {});
  Call refused(committer, batch_of({"a"}));
  EXPECT_EQ(refused.wait().status().code(), Code::kIo);
  EXPECT_FALSE(store.rows("shop")["a"].streamed);
  stream.refuse("none");
  Call again(committer, batch_of({"a"}));
  ASSERT_TRUE(again.wait().ok());
  EXPECT_EQ(again.wait()->events[0].verdict, Verdict::kDuplicate);
  EXPECT_THAT(stream.published(), ElementsAre("shop/a"));
}

TEST(GroupCommitter, OneTenantsStreamDoesNotFailAnothers) {
  FakeEventStore store;
  store.with_stream(true);
  store.close_gate();
  FakeStream stream;
  stream.refuse("bad");
  GroupCommitter committer(&store, &stream, {});
  Call first(committer, batch_of({}, "bad"));
  store.wait_for_append();
  Call bad(committer, batch_of({"a"}, "bad"));
  Call good(committer, batch_of({"a"}, "good"));
  Call twice(committer, batch_of({"a"}, "good"));
  store.open_gate();
  EXPECT_TRUE(first.wait().ok()) << "it had nothing to stream";
  EXPECT_EQ(bad.wait().status().code(), Code::kIo);
  EXPECT_TRUE(good.wait().ok() && twice.wait().ok());
  EXPECT_THAT(stream.published(), ElementsAre("good/a")) << "once, though two waited for it";
}

TEST(GroupCommitter, AMissingNoteIsNoFailure) {
  FakeEventStore store;
  store.with_stream(true);
  store.fail_marking_with(io_error("gone"));
  FakeStream stream;
  std::atomic<int> warnings = 0;
  GroupCommitOptions options;
  options.log = [&](LogLevel level, std::string_view) { warnings += level == LogLevel::kWarning; };
  GroupCommitter committer(&store, &stream, options);
  Call call(committer, batch_of({"a"}));
  EXPECT_TRUE(call.wait().ok());
  EXPECT_EQ(warnings, 1);
}

TEST(GroupCommitter, ReportsEachCommit) {
  FakeEventStore store;
  std::vector<CommitReport> reports;
  GroupCommitOptions options;
  options.now_ms = [] { return TimeMs{5 * kHourMs}; };
  options.on_commit = [&](const CommitReport& report) { reports.push_back(report); };
  GroupCommitter committer(&store, nullptr, options);
  Call call(committer, batch_of({"a", "b"}));
  ASSERT_TRUE(call.wait().ok());
  committer.stop();
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].batches, 1u);
  EXPECT_EQ(reports[0].events, 2u);
  EXPECT_TRUE(reports[0].ok);
  EXPECT_EQ(store.stats("shop", 0)->at(0).hour_ms, 5 * kHourMs) << "the clock is the one given";
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
