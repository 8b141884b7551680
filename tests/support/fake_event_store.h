// An EventStore in memory, for tests of what stands around a store. Its rules are those of the real ones; it forgets
// everything when it is destroyed.
#ifndef NEARSHELF_TESTS_SUPPORT_FAKE_EVENT_STORE_H_
#define NEARSHELF_TESTS_SUPPORT_FAKE_EVENT_STORE_H_

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::testing {

class FakeEventStore : public server::EventStore {
 public:
  using Bytes32 = server::Bytes32;

  struct Row {
    server::StoredEvent event;
    std::string quarantine;
    bool streamed = false;
  };

  // ---- what tests set and look at ----

  // Every write fails with it until it is OK again.
  void fail_with(const Status& status);
  void fail_marking_with(const Status& status);
  // While closed, append() waits. wait_for_append() returns once one does.
  void close_gate();
  void open_gate();
  void wait_for_append();
  // Events that were not acknowledged by a stream are named as unstreamed.
  void with_stream(bool with_stream);
  size_t append_calls() const;
  // How many batches each append() had.
  std::vector<size_t> append_sizes() const;
  std::map<std::string, Row> rows(const std::string& tenant) const;
  // The last batch as it came.
  server::AppendBatch last_batch() const;

  // ---- EventStore ----

  Result<std::vector<server::AppendOutcome>> append(std::span<const server::AppendBatch> batches,
                                                    TimeMs now_ms) override;
  Status mark_streamed(std::string_view tenant, std::span<const std::string> event_ids) override;
  Result<server::EraseOutcome> erase(const server::EraseRequest& request, TimeMs now_ms) override;
  Status read_pseudonyms(std::string_view tenant, std::span<const Bytes32> pseudonyms, const EventSink& sink) override;
  Status read_sessions(const server::SessionFilter& filter, const EventSink& sink) override;
  Result<server::RetentionReport> apply_retention(std::string_view tenant, const server::RetentionPolicy& policy,
                                                  TimeMs now_ms) override;
  Status add_audit(std::string_view tenant, std::string_view kind, std::string_view body, TimeMs now_ms) override;
  Status read_audit(std::string_view tenant, const AuditSink& sink) override;
  Result<std::vector<std::string>> tenants() override;
  Status add_token(const server::Token& token) override;
  Status remove_token(std::string_view id, TimeMs now_ms) override;
  Result<std::vector<server::Token>> tokens() override;
  Status put_model(const server::StoredModel& model, std::span<const uint8_t> bytes) override;
  Result<std::optional<server::StoredModel>> current_model(std::string_view tenant) override;
  Result<std::vector<uint8_t>> read_model(std::string_view tenant, const Bytes32& sha256) override;
  Result<std::vector<server::HourStats>> stats(std::string_view tenant, TimeMs from_ms) override;
  Status ping() override;

 private:
  struct Tenant {
    std::map<std::string, Row> rows;
    std::set<Bytes32> tombstones;
    std::map<std::string, server::EraseOutcome> erasures;
    std::vector<server::AuditEntry> audit;
    std::set<Bytes32> receipts;
    std::set<uint64_t> dropped_reports;
    std::vector<std::pair<server::StoredModel, std::vector<uint8_t>>> models;
    std::map<TimeMs, server::HourStats> hours;
  };

  server::AppendOutcome append_one(const server::AppendBatch& batch, TimeMs now_ms);
  void add_audit_entry(Tenant& tenant, const std::string& name, std::string_view kind, std::string_view body,
                       TimeMs now_ms);

  mutable std::mutex mutex_;
  std::condition_variable gate_changed_;
  bool gate_closed_ = false;
  size_t waiting_ = 0;
  bool with_stream_ = false;
  Status failure_;
  Status marking_failure_;
  std::vector<size_t> append_sizes_;
  server::AppendBatch last_batch_;
  std::map<std::string, Tenant, std::less<>> tenants_;
  std::vector<server::Token> tokens_;
};

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_FAKE_EVENT_STORE_H_
