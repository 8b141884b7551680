// What the tests of the group committer have in common.
#ifndef NEARSHELF_TESTS_UNIT_SERVER_INGEST_COMMITTER_HARNESS_H_
#define NEARSHELF_TESTS_UNIT_SERVER_INGEST_COMMITTER_HARNESS_H_

#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server_sync/server/ingest/group_committer.h"
#include "tests/support/fake_event_store.h"

namespace nearshelf::server {

inline AppendBatch batch_of(const std::vector<std::string>& ids, const std::string& tenant = "shop") {
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

}  // namespace nearshelf::server

#endif  // NEARSHELF_TESTS_UNIT_SERVER_INGEST_COMMITTER_HARNESS_H_
