// The stream's acknowledgement comes before the caller's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "tests/unit/server/ingest/committer_harness.h"

namespace nearshelf::server {
namespace {

using nearshelf::testing::FakeEventStore;
using protocol::Verdict;
using ::testing::ElementsAre;

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

}  // namespace
}  // namespace nearshelf::server
