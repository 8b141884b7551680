// A coordinator over a store in memory, with a clock that tests decide and events that are queued straight into the
// store.
#ifndef NEARSHELF_TESTS_UNIT_SYNC_SYNC_FIXTURE_H_
#define NEARSHELF_TESTS_UNIT_SYNC_SYNC_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "sdk/sync/coordinator.h"
#include "tests/support/fake_platform.h"
#include "tests/support/fake_sync_server.h"

namespace nearshelf::sync {

class SyncFixture : public ::testing::Test {
 protected:
  SyncFixture() {
    options_.key = "device-key";
    device_.measured = true;
    store::StoreOptions options;
    store_ = store::Store::open(options, platform_.services()).value();
    store::DecisionRecord decision;
    decision.decided_ms = 1'690'000'000'000;
    decision.policy_version = "2023-11";
    decision.granted = decision.effective = 7;
    decision_id_ = store_->consent().append(decision).value();
    store::PseudonymBytes pseudonym;
    pseudonym.fill(7);
    pseudonym_id_ = store_->pseudonyms().add(30, 1, pseudonym).value();
    restart();
  }

  // What is in memory only is gone.
  void restart() {
    coordinator_ =
        std::make_unique<Coordinator>(options_, *store_, platform_.services(),
                                      [this](LogLevel, std::string_view message) { log_.emplace_back(message); });
    ASSERT_TRUE(coordinator_->restore().ok());
  }

  void queue(const std::string& event_id) {
    store::QueuedEvent queued;
    queued.event.event_id = event_id;
    queued.event.item_id = "item-of-" + event_id;
    queued.event.time_ms = platform_.clock.now;
    queued.queued_ms = platform_.clock.now;
    queued.decision_id = decision_id_;
    queued.purposes = 7;
    queued.pseudonym_id = pseudonym_id_;
    ASSERT_GT(store_->outbox().append(queued).value(), 0);
  }
  void queue_many(int count, const std::string& prefix = "e") {
    for (int i = 0; i < count; ++i) queue(prefix + std::to_string(i));
  }
  void request_erasure(const std::string& id) {
    store::EraseRequest request;
    request.request_id = id;
    request.pseudonyms.resize(1);
    request.pseudonyms[0].fill(7);
    ASSERT_TRUE(store_->erasures().append(request).ok());
  }

  NextTask next(Moment moment = Moment::kNormal) {
    auto result = coordinator_->next(moment, device_);
    EXPECT_TRUE(result.ok()) << result.status().to_string();
    return result.ok() ? std::move(result).value() : NextTask{};
  }
  Task must_have(TaskKind kind, Moment moment = Moment::kNormal) {
    NextTask found = next(moment);
    EXPECT_TRUE(found.task.has_value()) << "waits for " << found.wait_ms;
    if (!found.task) return {};
    EXPECT_EQ(found.task->kind, kind);
    return std::move(*found.task);
  }
  int64_t wait(Moment moment = Moment::kNormal) {
    const NextTask found = next(moment);
    EXPECT_FALSE(found.task.has_value());
    return found.wait_ms;
  }
  std::optional<ManifestModel> finish(const Task& task, int http_status, const std::string& body = "",
                                      const std::string& retry_after = "", const std::string& etag = "") {
    Outcome outcome;
    outcome.http_status = http_status;
    outcome.retry_after = retry_after;
    outcome.etag = etag;
    outcome.body = {reinterpret_cast<const uint8_t*>(body.data()), body.size()};
    auto result = coordinator_->finish(task.id, outcome, device_);
    EXPECT_TRUE(result.ok()) << result.status().to_string();
    return result.ok() ? std::move(result).value() : std::nullopt;
  }
  // By the server, as it should be.
  void serve(const Task& task) {
    const testing::FakeAnswer answer =
        task.kind == TaskKind::kErase ? server_.erase(task.request.body) : server_.events(task.request.body);
    finish(task, answer.http_status, answer.body);
  }
  SyncInfo info() { return coordinator_->info().value(); }

  testing::FakePlatform platform_;
  testing::FakeSyncServer server_;
  SyncOptions options_;
  Device device_;
  std::unique_ptr<store::Store> store_;
  int64_t decision_id_ = 0;
  int64_t pseudonym_id_ = 0;
  std::vector<std::string> log_;
  std::unique_ptr<Coordinator> coordinator_;
};

}  // namespace nearshelf::sync

#endif  // NEARSHELF_TESTS_UNIT_SYNC_SYNC_FIXTURE_H_
