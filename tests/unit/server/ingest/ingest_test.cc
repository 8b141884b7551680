#include "server_sync/server/ingest/ingest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "server_sync/protocol/canonical_json.h"
#include "tests/support/fake_event_store.h"
#include "tests/unit/protocol/sample_batch.h"

namespace nearshelf::server {
namespace {

using nearshelf::testing::FakeEventStore;
using protocol::Verdict;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr TimeMs kNow = protocol::kSampleTimeMs + 5000;

class SomeItems : public ItemCatalog {
 public:
  bool knows(std::string_view, std::string_view item_id) const override { return item_id != "unknown"; }
};

class IngestTest : public ::testing::Test {
 protected:
  Ingest& ingest() {
    if (!ingest_) ingest_ = std::make_unique<Ingest>(rules_, Pepper(protocol::sample_bytes(99)), &items_);
    return *ingest_;
  }
  PreparedBatch prepare(const protocol::Batch& batch, TimeMs now_ms = kNow, const std::string& tenant = "shop") {
    auto decoded = decode_batch(protocol::Format::kFlatBuffers, encode_batch(protocol::Format::kFlatBuffers, batch));
    EXPECT_TRUE(decoded.ok()) << decoded.status().to_string();
    return ingest().prepare(tenant, std::move(*decoded), now_ms);
  }
  // The whole way: what a device would be told, one line an event.
  std::vector<std::string> send(const protocol::Batch& batch, TimeMs now_ms = kNow) {
    PreparedBatch prepared = prepare(batch, now_ms);
    const auto stored = store_.append({&prepared.append, 1}, now_ms);
    EXPECT_TRUE(stored.ok());
    const auto outcomes = ingest().finish(std::move(prepared), stored->at(0));
    EXPECT_TRUE(outcomes.ok());
    std::vector<std::string> lines;
    for (const protocol::EventOutcome& outcome : *outcomes) {
      lines.push_back(std::string(protocol::verdict_name(outcome.verdict)) +
                      (outcome.reason.empty() ? "" : " " + outcome.reason));
    }
    return lines;
  }
  // A batch whose one receipt grants everything.
  static protocol::Batch batch_of(const std::vector<protocol::Event>& events) {
    protocol::Batch batch;
    batch.sent_at_ms = kNow;
    batch.pseudonyms = {protocol::sample_bytes(1), protocol::sample_bytes(2)};
    batch.receipts = {{0, "1", 7, false}, {0, "1", protocol::kPersonalization, false}};
    batch.events = events;
    return batch;
  }

  IngestRules rules_;
  SomeItems items_;
  FakeEventStore store_;
  std::unique_ptr<Ingest> ingest_;
};

TEST_F(IngestTest, EveryFieldReachesTheStore) {
  const protocol::Batch batch = protocol::sample_batch();
  const PreparedBatch prepared = prepare(batch);
  const AppendBatch& append = prepared.append;
  EXPECT_EQ(append.tenant, "shop");
  EXPECT_EQ(append.dropped, 3u);
  EXPECT_EQ(append.dropped_report, 0xfedcba9876543210);
  EXPECT_EQ(append.sdk, "nearshelf/0.1.0");
  EXPECT_EQ(append.model_id, "spring");
  EXPECT_EQ(append.model_version, 7u);
  EXPECT_THAT(append.refused, IsEmpty());
  ASSERT_THAT(append.events, SizeIs(3));
  const StoredEvent& view = append.events[0].event;
  EXPECT_EQ(view.event_id, "a-1");
  EXPECT_EQ(view.pseudonym, ingest().pepper().apply("shop", batch.pseudonyms[1]));
  EXPECT_EQ(view.session, 0xfedcba9876543210u);
  EXPECT_EQ(view.position, 5u);
  EXPECT_EQ(view.kind, protocol::kView);
  EXPECT_EQ(view.purposes, 7);
  EXPECT_EQ(view.time_ms, protocol::kSampleTimeMs);
  EXPECT_EQ(view.received_ms, kNow);
  EXPECT_EQ(view.item_id, "sku-1");
  EXPECT_EQ(view.dwell_ms, 1500);
  EXPECT_EQ(view.scroll_percent, 80);
  EXPECT_EQ(view.price, 19.99);
  EXPECT_FALSE(view.quantity || view.rating);
  EXPECT_EQ(view.receipt, protocol::receipt_hash(batch.receipts[1]));
  EXPECT_EQ(append.events[1].event.quantity, 2);
  EXPECT_EQ(append.events[1].event.purposes, protocol::kMeasurement);
  EXPECT_EQ(append.events[2].event.rating, 4.5);
  std::set<Bytes32> hashes;
  for (const AppendEvent& event : append.events) hashes.insert(event.event.body_hash);
  EXPECT_EQ(hashes.size(), 3u);
  for (const AppendEvent& event : append.events) EXPECT_EQ(event.quarantine, "");
}

TEST_F(IngestTest, ReceiptsThatNoStoredEventNeedsAreLeftOut) {
  protocol::Batch batch = batch_of({protocol::sample_event("a"), protocol::sample_event("b")});
  batch.events[1].receipt = 1;
  batch.receipts.push_back({5, "never used", 7, false});
  const PreparedBatch prepared = prepare(batch);
  ASSERT_THAT(prepared.append.receipts, SizeIs(1));
  EXPECT_EQ(prepared.append.receipts[0].granted, 7);
}

TEST_F(IngestTest, VerdictsComeBackInTheOrderOfTheBatch) {
  protocol::Event bad = protocol::sample_event("b");
  bad.price = -5;
  protocol::Event not_granted = protocol::sample_event("c");
  not_granted.receipt = 1;
  protocol::Event late = protocol::sample_event("d");
  late.time_ms = kNow + kHourMs;
  const protocol::Event good = protocol::sample_event("a");
  const protocol::Batch batch = batch_of({bad, good, not_granted, late, good, protocol::sample_event("e")});
  EXPECT_THAT(send(batch),
              ElementsAre("rejected event.price: not within 0 and 1e12", "stored", "no_consent receipt.measurement",
                          "quarantined time.future", "duplicate", "stored"));
  EXPECT_THAT(store_.last_batch().refused,
              ElementsAre(Pair("no_consent.receipt.measurement", 1), Pair("rejected.event.price", 1)));
  EXPECT_THAT(store_.rows("shop"), SizeIs(3));
}

TEST_F(IngestTest, ABatchInWhichNothingIsLeftStillCounts) {
  protocol::Batch batch = batch_of({protocol::sample_event("a")});
  batch.events[0].receipt = 1;
  batch.dropped = 9;
  EXPECT_THAT(send(batch), ElementsAre("no_consent receipt.measurement"));
  EXPECT_EQ(store_.last_batch().dropped, 9u);
  EXPECT_THAT(store_.rows("shop"), IsEmpty());
}

TEST_F(IngestTest, TheSameIdWithOtherFieldsIsAConflict) {
  protocol::Batch batch = batch_of({protocol::sample_event("a")});
  EXPECT_THAT(send(batch), ElementsAre("stored"));
  batch.receipts[0].policy_version = "2";
  batch.sent_at_ms += kHourMs;
  EXPECT_THAT(send(batch), ElementsAre("duplicate")) << "another clock and receipt, the same event";
  batch.events[0].price = 5;
  EXPECT_THAT(send(batch), ElementsAre("conflict another event with this id is there"));
  batch.events[0].price.reset();
  batch.events[0].pseudonym = 1;
  EXPECT_THAT(send(batch), ElementsAre("conflict another event with this id is there"));
}

TEST_F(IngestTest, ADevicesClockIsCorrected) {
  protocol::Batch batch = batch_of({protocol::sample_event("a"), protocol::sample_event("b")});
  batch.sent_at_ms = kNow + 400 * kDayMs;
  batch.events[0].time_ms = protocol::kSampleTimeMs + 400 * kDayMs;
  batch.events[1].time_ms = protocol::kSampleTimeMs + 400 * kDayMs - kHourMs;
  EXPECT_THAT(send(batch), ElementsAre("stored", "stored"));
  EXPECT_EQ(store_.rows("shop")["a"].event.time_ms, protocol::kSampleTimeMs);
  EXPECT_EQ(store_.rows("shop")["b"].event.time_ms, protocol::kSampleTimeMs - kHourMs);
}

TEST_F(IngestTest, ConsentIsCheckedOnTheDevicesClock) {
  protocol::Batch batch = batch_of({protocol::sample_event("a")});
  batch.sent_at_ms = kNow - 400 * kDayMs;
  batch.events[0].time_ms = protocol::kSampleTimeMs - 400 * kDayMs;
  batch.receipts[0].decided_at_ms = batch.events[0].time_ms + 30 * kSecondMs;
  EXPECT_THAT(send(batch), ElementsAre("stored"));
  batch.events[0].id = "b";
  batch.receipts[0].decided_at_ms = batch.events[0].time_ms + kMinuteMs;
  EXPECT_THAT(send(batch), ElementsAre("no_consent receipt.time"));
}

TEST_F(IngestTest, TooOldIsKeptApartAndStillADuplicateLater) {
  protocol::Batch batch = batch_of({protocol::sample_event("a")});
  EXPECT_THAT(send(batch), ElementsAre("stored"));
  batch.sent_at_ms = kNow + 40 * kDayMs;
  EXPECT_THAT(send(batch, kNow + 40 * kDayMs), ElementsAre("duplicate"));
  batch.events[0].id = "b";
  EXPECT_THAT(send(batch, kNow + 40 * kDayMs), ElementsAre("quarantined time.too_old"));
}

TEST_F(IngestTest, UnknownItemsOnlyWhereTheRulesSaySo) {
  protocol::Batch batch = batch_of({protocol::sample_event("a"), protocol::sample_event("b")});
  batch.events[0].item_id = "unknown";
  EXPECT_THAT(send(batch), ElementsAre("stored", "stored"));
  ingest_.reset();
  rules_.quarantine_unknown_items = true;
  batch.events[0].id = "c";
  batch.events[1].id = "d";
  EXPECT_THAT(send(batch), ElementsAre("quarantined item.unknown", "stored"));
}

TEST_F(IngestTest, MoreThanAPersonDoesIsKeptApart) {
  rules_.max_events_per_minute = 2;
  rules_.max_events_per_day = 4;
  std::vector<protocol::Event> events;
  for (int i = 0; i < 4; ++i) events.push_back(protocol::sample_event(std::to_string(i)));
  events.push_back(protocol::sample_event("4"));
  events.push_back(protocol::sample_event("other"));
  events.back().pseudonym = 1;
  EXPECT_THAT(send(batch_of(events)),
              ElementsAre("stored", "stored", "quarantined rate", "quarantined rate", "quarantined robot", "stored"));
}

TEST_F(IngestTest, WhatComesAgainDoesNotCountAgain) {
  rules_.max_events_per_minute = 3;
  const protocol::Batch batch = batch_of({protocol::sample_event("a"), protocol::sample_event("b")});
  EXPECT_THAT(send(batch), ElementsAre("stored", "stored"));
  for (int i = 0; i < 5; ++i) EXPECT_THAT(send(batch), ElementsAre("duplicate", "duplicate"));
  EXPECT_THAT(send(batch_of({protocol::sample_event("c")})), ElementsAre("stored"));
  EXPECT_THAT(send(batch_of({protocol::sample_event("d")})), ElementsAre("quarantined rate"));
}

TEST_F(IngestTest, WhatWasNotStoredDoesNotCount) {
  rules_.max_events_per_minute = 2;
  const protocol::Batch batch = batch_of({protocol::sample_event("a"), protocol::sample_event("b")});
  for (int i = 0; i < 5; ++i) ingest().abandon(prepare(batch));
  EXPECT_THAT(send(batch), ElementsAre("stored", "stored"));
}

TEST_F(IngestTest, TenantsHaveTheirOwnPseudonymsAndRates) {
  rules_.max_events_per_minute = 1;
  const protocol::Batch batch = batch_of({protocol::sample_event("a")});
  const PreparedBatch one = prepare(batch, kNow, "one");
  const PreparedBatch two = prepare(batch, kNow, "two");
  EXPECT_NE(one.append.events[0].event.pseudonym, two.append.events[0].event.pseudonym);
  EXPECT_EQ(two.append.events[0].quarantine, "");
}

TEST_F(IngestTest, AStoreThatMiscountsIsNotBelieved) {
  PreparedBatch prepared = prepare(batch_of({protocol::sample_event("a")}));
  EXPECT_EQ(ingest().finish(std::move(prepared), AppendOutcome()).status().code(), Code::kInternal);
}

TEST_F(IngestTest, AnErasedPseudonymsEventsAreAnsweredSo) {
  const protocol::Batch batch = batch_of({protocol::sample_event("a")});
  EXPECT_THAT(send(batch), ElementsAre("stored"));
  EraseRequest request;
  request.tenant = "shop";
  request.request_id = "r";
  request.pseudonyms = {ingest().pepper().apply("shop", batch.pseudonyms[0])};
  ASSERT_EQ(store_.erase(request, kNow)->events, 1u);
  EXPECT_THAT(send(batch), ElementsAre("erased erased"));
}

}  // namespace
}  // namespace nearshelf::server
