// A fresh store for every test, and events to put into it.
#ifndef NEARSHELF_TESTS_CONFORMANCE_STORES_STORE_SUITE_H_
#define NEARSHELF_TESTS_CONFORMANCE_STORES_STORE_SUITE_H_

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/server/store/digest.h"
#include "server_sync/server/store/event_store.h"
#include "tests/conformance/stores/backend.h"

namespace nearshelf::server::testing {

inline constexpr TimeMs kNow = 1'790'000'000'000;
inline constexpr uint8_t kBoth = protocol::kMeasurement | protocol::kModelImprovement;

inline Bytes32 pseudonym(int number) { return sha256("pseudonym " + std::to_string(number)); }

inline protocol::Receipt receipt(uint8_t granted = kBoth) { return {kNow - kDayMs, "2026-10", granted, false}; }

// The hash stands for the fields, as ingestion makes it.
inline void seal(AppendEvent* entry) {
  const StoredEvent& event = entry->event;
  entry->event.body_hash = sha256(event.event_id + "|" + event.item_id + "|" + std::to_string(event.kind) + "|" +
                                  std::to_string(event.time_ms) + "|" + std::string(as_text(event.pseudonym)));
}

inline AppendEvent event(const std::string& id, int person = 1, TimeMs time_ms = kNow - kHourMs) {
  AppendEvent entry;
  entry.event.event_id = id;
  entry.event.pseudonym = pseudonym(person);
  entry.event.session = 0xfedcba9876543210u;
  entry.event.kind = 1;
  entry.event.purposes = kBoth;
  entry.event.time_ms = time_ms;
  entry.event.received_ms = kNow;
  entry.event.item_id = "item-" + id;
  entry.event.receipt = protocol::receipt_hash(receipt());
  seal(&entry);
  return entry;
}

inline AppendEvent quarantined(AppendEvent entry, const std::string& reason) {
  entry.quarantine = reason;
  return entry;
}

inline AppendBatch batch(std::vector<AppendEvent> events, const std::string& tenant = "shop") {
  AppendBatch made;
  made.tenant = tenant;
  made.receipts = {receipt()};
  made.events = std::move(events);
  return made;
}

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    backend_ = make_backend();
    // Where CI is set this was a failure already.
    if (!backend_) GTEST_SKIP() << "SKIPPED: the database of this suite is not installed";
    store_ = open();
    ASSERT_TRUE(store_);
  }

  std::unique_ptr<EventStore> open() {
    auto store = backend_->open();
    EXPECT_TRUE(store.ok()) << store.status().to_string();
    return store.ok() ? std::move(store).value() : nullptr;
  }

  AppendOutcome append(const AppendBatch& one, TimeMs now_ms = kNow) {
    const auto outcomes = store_->append(std::span(&one, 1), now_ms);
    EXPECT_TRUE(outcomes.ok()) << outcomes.status().to_string();
    return outcomes.ok() && outcomes->size() == 1 ? outcomes->front() : AppendOutcome{};
  }

  static std::vector<protocol::Verdict> verdicts(const AppendOutcome& outcome) {
    std::vector<protocol::Verdict> found;
    for (const auto& one : outcome.events) found.push_back(one.verdict);
    return found;
  }

  // Ids of one person, "!" before those in the quarantine.
  std::vector<std::string> ids_of(int person, const std::string& tenant = "shop") {
    std::vector<std::string> ids;
    const Bytes32 wanted = pseudonym(person);
    const Status status = store_->read_pseudonyms(tenant, std::span(&wanted, 1),
                                                  [&](const StoredEvent& one, std::string_view quarantine) {
                                                    ids.push_back((quarantine.empty() ? "" : "!") + one.event_id);
                                                    return true;
                                                  });
    EXPECT_TRUE(status.ok()) << status.to_string();
    return ids;
  }

  // All events with these purposes, in the order of the store.
  std::vector<StoredEvent> sessions(SessionFilter filter = everything()) {
    std::vector<StoredEvent> events;
    const Status status = store_->read_sessions(filter, [&](const StoredEvent& one, std::string_view) {
      events.push_back(one);
      return true;
    });
    EXPECT_TRUE(status.ok()) << status.to_string();
    return events;
  }

  static SessionFilter everything() {
    SessionFilter filter;
    filter.tenant = "shop";
    filter.until_ms = kNow + 365 * kDayMs;
    filter.purposes = 0;
    return filter;
  }

  uint64_t counted_as_stored() {
    uint64_t count = 0;
    const auto hours = store_->stats("shop", 0);
    EXPECT_TRUE(hours.ok()) << hours.status().to_string();
    if (!hours.ok()) return count;
    for (const HourStats& hour : *hours) {
      const auto stored = hour.verdicts.find("stored");
      if (stored != hour.verdicts.end()) count += stored->second;
    }
    return count;
  }

  std::vector<AuditEntry> audit(const std::string& tenant = "shop") {
    std::vector<AuditEntry> entries;
    const Status status = store_->read_audit(tenant, [&](const AuditEntry& entry) {
      entries.push_back(entry);
      return true;
    });
    EXPECT_TRUE(status.ok()) << status.to_string();
    return entries;
  }

  std::unique_ptr<Backend> backend_;
  std::unique_ptr<EventStore> store_;
};

}  // namespace nearshelf::server::testing

#endif  // NEARSHELF_TESTS_CONFORMANCE_STORES_STORE_SUITE_H_
