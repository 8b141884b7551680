#include "server_sync/server/ingest/group_committer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "tests/unit/server/ingest/committer_harness.h"

namespace nearshelf::server {
namespace {

using nearshelf::testing::FakeEventStore;
using protocol::Verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

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

}  // namespace
}  // namespace nearshelf::server
