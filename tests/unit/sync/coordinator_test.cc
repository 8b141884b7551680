#include "sdk/sync/coordinator.h"

#include <nlohmann/json.hpp>

#include "sdk/sync/limits.h"
#include "tests/unit/sync/sync_fixture.h"

namespace nearshelf::sync {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class CoordinatorTest : public SyncFixture {
 protected:
  void fetch_models() {
    options_.manifest = "/m.json";
    restart();
  }
  std::string manifest(uint64_t version) {
    return nlohmann::json{
        {"format", "nearshelf-manifest"},
        {"format_version", 1},
        {"model",
         {{"id", "m"}, {"version", version}, {"url", "x.nsm"}, {"bytes", 3}, {"sha256", std::string(64, 'a')}}}}
        .dump();
  }
};

TEST_F(CoordinatorTest, SendsABatchAndForgetsIt) {
  queue_many(50);
  const Task task = must_have(TaskKind::kEvents);
  EXPECT_EQ(wait(), -1);
  serve(task);
  EXPECT_EQ(server_.stored().size(), 50u);
  EXPECT_EQ(wait(), -1);
  EXPECT_EQ(info().queued_events, 0u);
  EXPECT_EQ(info().acknowledged_events, 50u);
  EXPECT_EQ(info().last_success_ms, platform_.clock.now);
  EXPECT_EQ(info().last_http_status, 200);
  restart();
  EXPECT_EQ(info().last_success_ms, platform_.clock.now);
  EXPECT_EQ(info().last_http_status, 0);
}

TEST_F(CoordinatorTest, FewEventsWaitForTheInterval) {
  queue("a");
  EXPECT_EQ(wait(), 30'000);
  platform_.clock.now += 30'000;
  must_have(TaskKind::kEvents);
}

TEST_F(CoordinatorTest, WithoutConsentNothingIsSentButAnErasureIs) {
  queue_many(100);
  device_.measured = false;
  EXPECT_EQ(wait(), -1);
  EXPECT_EQ(wait(Moment::kLeaving), -1);
  request_erasure("r1");
  serve(must_have(TaskKind::kErase));
  EXPECT_EQ(info().pending_erasures, 0u);
}

TEST_F(CoordinatorTest, AnErasureIsRetriedAcrossRestartsUntilItHasAReceipt) {
  request_erasure("r1");
  for (const int status : {0, 500, 404, 400, 401, 422, 302, 200, 204}) {
    finish(must_have(TaskKind::kErase), status, "<html>r1</html>");
    EXPECT_EQ(info().pending_erasures, 1u) << status;
    restart();
    platform_.clock.now += 3 * kHourMs;
  }
  serve(must_have(TaskKind::kErase));
  EXPECT_EQ(info().pending_erasures, 0u);
  const auto all = store_->erasures().all().value();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_THAT(all[0].receipt, HasSubstr("made up"));
  EXPECT_TRUE(all[0].pseudonyms.empty());
}

TEST_F(CoordinatorTest, AnErasureThatIsNeverTakenDoesNotKeepTheOthers) {
  for (const char* id : {"poison", "r1", "r2"}) request_erasure(id);
  for (int i = 0; i < 20 && info().pending_erasures > 1; ++i) {
    const Task task = must_have(TaskKind::kErase);
    if (task.request.body.find("poison") != std::string::npos) {
      finish(task, 400);
    } else {
      serve(task);
    }
    platform_.clock.now += kHourMs;
  }
  EXPECT_EQ(info().pending_erasures, 1u);
  EXPECT_THAT(must_have(TaskKind::kErase).request.body, HasSubstr("poison"));
}

TEST_F(CoordinatorTest, WithoutOptionsOnlyErasuresAreHandedOut) {
  coordinator_ = std::make_unique<Coordinator>(std::nullopt, *store_, platform_.services(), LogSink());
  ASSERT_TRUE(coordinator_->restore().ok());
  queue_many(100);
  EXPECT_EQ(wait(), -1);
  request_erasure("r1");
  EXPECT_EQ(must_have(TaskKind::kErase).request.headers[0].first, "Content-Type");
}

TEST_F(CoordinatorTest, WhatWaitedTooLongGoesAlsoWhereNothingIsEverSent) {
  queue_many(3, "old");
  platform_.clock.now += 20 * kDayMs;
  queue("newer");
  restart();
  EXPECT_EQ(info().queued_events, 4u);
  platform_.clock.now += 11 * kDayMs;
  coordinator_ = std::make_unique<Coordinator>(std::nullopt, *store_, platform_.services(), LogSink());
  ASSERT_TRUE(coordinator_->restore().ok());
  EXPECT_EQ(info().queued_events, 1u);
  EXPECT_EQ(info().dropped_events, 3u);
}

TEST_F(CoordinatorTest, AServerThatAsksForAPauseGetsItAlsoAfterARestart) {
  queue_many(50);
  finish(must_have(TaskKind::kEvents), 503, "", "600");
  const int64_t asked = wait();
  EXPECT_GE(asked, 600'000);
  EXPECT_LE(asked, 900'000);
  EXPECT_EQ(wait(Moment::kLeaving), asked);
  EXPECT_EQ(info().retry_at_ms, platform_.clock.now + asked);
  EXPECT_EQ(info().last_http_status, 503);
  restart();
  EXPECT_EQ(wait(), asked);
  platform_.clock.now += asked - 1;
  EXPECT_EQ(wait(), 1);
  platform_.clock.now += 1;
  must_have(TaskKind::kEvents);
}

TEST_F(CoordinatorTest, AClockSetBackByAYearDoesNotStopTheSync) {
  queue_many(50);
  finish(must_have(TaskKind::kEvents), 429, "", "60");
  platform_.clock.now -= 365 * kDayMs;
  const int64_t asked = wait();
  EXPECT_LE(asked, 90'000);
  platform_.clock.now += asked;
  serve(must_have(TaskKind::kEvents));
  EXPECT_EQ(server_.stored().size(), 50u);
}

TEST_F(CoordinatorTest, LanesWaitForThemselves) {
  queue_many(50);
  finish(must_have(TaskKind::kEvents), 401);
  EXPECT_EQ(wait(), kHourMs);
  request_erasure("r1");
  serve(must_have(TaskKind::kErase));
  fetch_models();
  must_have(TaskKind::kManifest);
}

TEST_F(CoordinatorTest, TheOneBadEventIsFoundAndTheOthersArrive) {
  queue_many(100);
  server_.poison("e37");
  int requests = 0;
  while (info().queued_events > 0 && ++requests < 100) {
    const NextTask found = next();
    if (found.task) {
      serve(*found.task);
    } else {
      ASSERT_GT(found.wait_ms, 0);
      platform_.clock.now += found.wait_ms;
    }
  }
  EXPECT_EQ(server_.stored().size(), 99u);
  EXPECT_EQ(info().dropped_events, 1u);
  EXPECT_EQ(info().acknowledged_events, 99u);
  EXPECT_THAT(log_, Contains(HasSubstr("it was given up")));
}

TEST_F(CoordinatorTest, AnAnswerWithoutVerdictsIsNoAnswer) {
  queue_many(50);
  for (const std::string& body : {std::string(), std::string("<html>"), std::string(kMaxReplyBytes + 1, 'x')}) {
    finish(must_have(TaskKind::kEvents), 200, body);
    EXPECT_EQ(info().queued_events, 50u);
    platform_.clock.now += kHourMs;
  }
  EXPECT_EQ(info().last_success_ms, 0);
}

TEST_F(CoordinatorTest, WhileLeavingBatchesGoUpTo64KiBAltogether) {
  queue_many(1500);
  size_t bytes = 0;
  std::vector<Task> tasks;
  while (true) {
    NextTask found = next(Moment::kLeaving);
    if (!found.task) break;
    bytes += found.task->request.body.size();
    tasks.push_back(std::move(*found.task));
  }
  EXPECT_LE(bytes, kLeavingBytes);
  EXPECT_GT(bytes, kLeavingBytes - 1024);
  for (const Task& task : tasks) serve(task);
  EXPECT_GT(server_.stored().size(), 300u);
  EXPECT_EQ(server_.stored().size() + info().queued_events, 1500u);
}

TEST_F(CoordinatorTest, SmallBatchesGoOutSideBySideWhileLeaving) {
  queue_many(3, "a");
  const Task first = must_have(TaskKind::kEvents, Moment::kLeaving);
  queue_many(3, "b");
  const Task second = must_have(TaskKind::kEvents, Moment::kLeaving);
  finish(first, 0);  // lost; the second one arrives
  serve(second);
  platform_.clock.now += kHourMs;
  serve(must_have(TaskKind::kEvents));
  EXPECT_EQ(server_.stored().size(), 6u);
  EXPECT_EQ(server_.duplicates(), 0u);
}

TEST_F(CoordinatorTest, AReleasedTaskIsThereAgainAtOnce) {
  queue_many(50);
  const Task task = must_have(TaskKind::kEvents);
  coordinator_->release(task.id);
  EXPECT_EQ(must_have(TaskKind::kEvents).request.body, task.request.body);
}

TEST_F(CoordinatorTest, TheOutcomeOfAForgottenBatchMeansNothing) {
  queue_many(50);
  const Task task = must_have(TaskKind::kEvents);
  coordinator_->forget_events();
  ASSERT_TRUE(store_->outbox().remove_all().ok());
  finish(task, 200, server_.events(task.request.body).body);
  EXPECT_EQ(info().acknowledged_events, 0u);
  finish(task, 503, "", "600");
  EXPECT_EQ(info().retry_at_ms, 0);
}

TEST_F(CoordinatorTest, OnlyWhatTheServerDidNotTakeIsLogged) {
  queue_many(50);
  const Task task = must_have(TaskKind::kEvents);
  server_.events(task.request.body);
  serve(task);
  EXPECT_EQ(server_.duplicates(), 50u);  // which are as good as stored
  EXPECT_TRUE(log_.empty());
  queue_many(50);
  const testing::FakeAnswer stored = server_.events(must_have(TaskKind::kEvents).request.body);
  EXPECT_EQ(server_.conflicts(), 0u);
  EXPECT_EQ(stored.http_status, 200);
}

TEST_F(CoordinatorTest, AModelIsFetchedAndTheLookEnds) {
  fetch_models();
  const Task look = must_have(TaskKind::kManifest);
  EXPECT_EQ(look.request.url, "/m.json");
  EXPECT_EQ(wait(), -1);
  finish(look, 200, manifest(8), "", "\"v8\"");
  const Task task = must_have(TaskKind::kModel);
  EXPECT_EQ(task.request.url, "/x.nsm");
  const auto fetched = finish(task, 200, "abc");
  ASSERT_TRUE(fetched.has_value());
  EXPECT_EQ(fetched->version, 8u);
  EXPECT_EQ(wait(), -1);  // until it is installed
  ASSERT_TRUE(coordinator_->finish_model(task.id, ok_status(), true).ok());
  device_.model = {true, "m", 8};
  EXPECT_EQ(wait(), 6 * kHourMs);
  restart();
  platform_.clock.now += 6 * kHourMs;
  const Task unchanged = must_have(TaskKind::kManifest);
  EXPECT_THAT(unchanged.request.headers, Contains(::testing::Pair("If-None-Match", "\"v8\"")));
  finish(unchanged, 304);
  EXPECT_EQ(wait(), 6 * kHourMs);
}

TEST_F(CoordinatorTest, AModelThatComesTornAgainAndAgainIsAskedForMoreAndMoreRarely) {
  fetch_models();
  int64_t waited = 0;
  for (int i = 0; i < 40; ++i) {
    finish(must_have(TaskKind::kManifest), 200, manifest(8));
    const Task task = must_have(TaskKind::kModel);
    ASSERT_TRUE(finish(task, 200, "abc").has_value());
    ASSERT_TRUE(coordinator_->finish_model(task.id, corrupt("torn"), false).ok());
    const NextTask after = next();
    if (after.task) {
      coordinator_->release(after.task->id);
      continue;
    }
    waited += after.wait_ms;
    platform_.clock.now += after.wait_ms;
  }
  EXPECT_GT(waited, 5 * kHourMs);
}

TEST_F(CoordinatorTest, AModelThatIsRefusedForWhatItIsIsNotFetchedAgain) {
  fetch_models();
  device_.model = {true, "m", 7};
  finish(must_have(TaskKind::kManifest), 200, manifest(8), "", "\"v8\"");
  const Task task = must_have(TaskKind::kModel);
  finish(task, 200, "abc");
  ASSERT_TRUE(coordinator_->finish_model(task.id, Status(Code::kUnsupportedVersion, "a newer format"), true).ok());
  EXPECT_EQ(wait(), 6 * kHourMs);
  platform_.clock.now += 6 * kHourMs;
  finish(must_have(TaskKind::kManifest), 304);
  EXPECT_EQ(wait(), 6 * kHourMs);
}

TEST_F(CoordinatorTest, AModelThatIsNotThereSendsTheLookBackToTheManifest) {
  fetch_models();
  finish(must_have(TaskKind::kManifest), 200, manifest(8));
  finish(must_have(TaskKind::kModel), 404);
  platform_.clock.now += kHourMs;
  must_have(TaskKind::kManifest);
}

TEST_F(CoordinatorTest, ABadManifestIsAskedForAgainLater) {
  fetch_models();
  finish(must_have(TaskKind::kManifest), 200, "{}");
  platform_.clock.now += kHourMs;
  must_have(TaskKind::kManifest);
  EXPECT_THAT(log_, Contains(HasSubstr("manifest.format")));
}

}  // namespace
}  // namespace nearshelf::sync
