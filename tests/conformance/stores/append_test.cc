// Exactly once: what is stored, what is a duplicate, what a conflict, and what reading gives back.
#include <gmock/gmock.h>

#include "tests/conformance/stores/store_suite.h"

namespace nearshelf::server::testing {
namespace {

using protocol::Verdict;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class AppendTest : public StoreTest {};

TEST_F(AppendTest, EveryFieldComesBack) {
  AppendEvent full = event("full-1");
  full.event.position = 4'000'000'000u;
  full.event.kind = 7;
  full.event.item_id = "Stuhl \xc3\xa4 'quoted', \\x00";
  full.event.dwell_ms = 1'234'567;
  full.event.scroll_percent = 100;
  full.event.quantity = -3;
  full.event.price = 19.9;
  full.event.rating = 0.1;
  AppendEvent bare = event("bare-2");
  bare.event.item_id = "";
  bare.event.time_ms = kNow - kHourMs + 1;
  EXPECT_THAT(verdicts(append(batch({full, bare}))), ElementsAre(Verdict::kStored, Verdict::kStored));

  std::vector<StoredEvent> events;
  const Bytes32 wanted = pseudonym(1);
  ASSERT_TRUE(store_
                  ->read_pseudonyms("shop", std::span(&wanted, 1),
                                    [&](const StoredEvent& one, std::string_view quarantine) {
                                      EXPECT_EQ(quarantine, "");
                                      events.push_back(one);
                                      return true;
                                    })
                  .ok());
  ASSERT_EQ(events.size(), 2u);
  for (const auto& [read, written] : {std::pair(events[0], full.event), std::pair(events[1], bare.event)}) {
    EXPECT_EQ(read.event_id, written.event_id);
    EXPECT_EQ(read.pseudonym, written.pseudonym);
    EXPECT_EQ(read.session, written.session);
    EXPECT_EQ(read.position, written.position);
    EXPECT_EQ(read.kind, written.kind);
    EXPECT_EQ(read.purposes, written.purposes);
    EXPECT_EQ(read.time_ms, written.time_ms);
    EXPECT_EQ(read.received_ms, written.received_ms);
    EXPECT_EQ(read.item_id, written.item_id);
    EXPECT_EQ(read.dwell_ms, written.dwell_ms);
    EXPECT_EQ(read.scroll_percent, written.scroll_percent);
    EXPECT_EQ(read.quantity, written.quantity);
    EXPECT_EQ(read.price, written.price);
    EXPECT_EQ(read.rating, written.rating);
    EXPECT_EQ(read.receipt, written.receipt);
  }
}

TEST_F(AppendTest, TheSameAgainIsADuplicateAndOtherFieldsAConflict) {
  append(batch({event("a"), event("b")}));
  AppendEvent changed = event("a");
  changed.event.item_id = "another";
  seal(&changed);
  const AppendOutcome outcome = append(batch({event("a"), changed, event("c")}));
  EXPECT_THAT(verdicts(outcome), ElementsAre(Verdict::kDuplicate, Verdict::kConflict, Verdict::kStored));
  EXPECT_EQ(outcome.events[0].reason, "");
  EXPECT_NE(outcome.events[1].reason, "");
  EXPECT_THAT(ids_of(1), UnorderedElementsAre("a", "b", "c"));
}

TEST_F(AppendTest, TheIdIsOneForTheTenantWhoeverSendsIt) {
  append(batch({event("a", 1)}));
  EXPECT_THAT(verdicts(append(batch({event("a", 2)}))), ElementsAre(Verdict::kConflict));
  EXPECT_THAT(ids_of(2), IsEmpty());
}

TEST_F(AppendTest, TenantsDoNotSeeEachOther) {
  append(batch({event("a")}, "shop"));
  EXPECT_THAT(verdicts(append(batch({event("a")}, "other"))), ElementsAre(Verdict::kStored));
  EXPECT_THAT(ids_of(1, "shop"), ElementsAre("a"));
  EXPECT_THAT(ids_of(1, "other"), ElementsAre("a"));
  EXPECT_THAT(ids_of(1, "third"), IsEmpty());
  const auto tenants = store_->tenants();
  ASSERT_TRUE(tenants.ok());
  EXPECT_THAT(*tenants, ElementsAre("other", "shop"));
}

TEST_F(AppendTest, DuplicatesWithinOneTransactionAreFound) {
  AppendEvent changed = event("a");
  changed.event.item_id = "another";
  seal(&changed);
  const AppendBatch batches[] = {batch({event("a"), event("a")}), batch({event("b"), event("a"), changed})};
  const auto outcomes = store_->append(batches, kNow);
  ASSERT_TRUE(outcomes.ok()) << outcomes.status().to_string();
  EXPECT_THAT(verdicts((*outcomes)[0]), ElementsAre(Verdict::kStored, Verdict::kDuplicate));
  EXPECT_THAT(verdicts((*outcomes)[1]), ElementsAre(Verdict::kStored, Verdict::kDuplicate, Verdict::kConflict));
  EXPECT_THAT(ids_of(1), UnorderedElementsAre("a", "b"));
}

TEST_F(AppendTest, TheQuarantineIsApartAndHasTheSameIds) {
  const AppendOutcome outcome = append(batch({quarantined(event("a"), "rate"), event("b")}));
  EXPECT_THAT(verdicts(outcome), ElementsAre(Verdict::kQuarantined, Verdict::kStored));
  EXPECT_EQ(outcome.events[0].reason, "rate");
  // Whatever the rules say of it the second time, it is there.
  EXPECT_THAT(verdicts(append(batch({event("a"), quarantined(event("b"), "rate")}))),
              ElementsAre(Verdict::kDuplicate, Verdict::kDuplicate));
  EXPECT_THAT(ids_of(1), UnorderedElementsAre("!a", "b"));
  EXPECT_EQ(sessions().size(), 1u);
}

TEST_F(AppendTest, WhatTheStreamHasNotAcknowledgedIsNamedAgain) {
  EXPECT_THAT(append(batch({event("a"), quarantined(event("q"), "rate"), event("b")})).unstreamed, ElementsAre(0, 2));
  const std::vector<std::string> ids = {"a"};
  ASSERT_TRUE(store_->mark_streamed("shop", ids).ok());
  EXPECT_THAT(append(batch({event("a"), quarantined(event("q"), "rate"), event("b")})).unstreamed, ElementsAre(2));
}

TEST_F(AppendTest, SessionsStandTogetherAndTheFilterHolds) {
  std::vector<AppendEvent> events;
  for (int i = 0; i < 40; ++i) {
    AppendEvent one = event("e" + std::to_string(i), i % 3, kNow - kDayMs + i * kMinuteMs);
    one.event.session = static_cast<uint64_t>(i % 2) << 63 | 7;
    one.event.position = static_cast<uint32_t>(100 - i);
    if (i % 5 == 0) one.event.purposes = protocol::kMeasurement;
    events.push_back(one);
  }
  append(batch(std::vector(events.begin(), events.begin() + 20)));
  append(batch(std::vector(events.begin() + 20, events.end())));
  SessionFilter filter = everything();
  filter.from_ms = kNow - kDayMs + 5 * kMinuteMs;
  filter.until_ms = kNow - kDayMs + 30 * kMinuteMs;
  filter.purposes = protocol::kModelImprovement;
  const std::vector<StoredEvent> read = sessions(filter);
  EXPECT_EQ(read.size(), 20u);  // of 25 in the time a fifth does not grant it
  for (size_t i = 1; i < read.size(); ++i) {
    const auto key = [](const StoredEvent& one) { return std::tuple(one.pseudonym, one.session, one.position); };
    EXPECT_LT(key(read[i - 1]), key(read[i])) << i;
  }
  size_t seen = 0;
  ASSERT_TRUE(store_->read_sessions(filter, [&](const StoredEvent&, std::string_view) { return ++seen < 3; }).ok());
  EXPECT_EQ(seen, 3u);
}

TEST_F(AppendTest, ReceiptsGoIntoTheAuditLogOnce) {
  EXPECT_EQ(append(batch({event("a")})).new_names, 1u);
  AppendBatch other = batch({event("b")});
  other.receipts = {receipt(), receipt(protocol::kMeasurement), receipt()};
  EXPECT_EQ(append(other).new_names, 1u);
  EXPECT_EQ(append(other).new_names, 0u);
  const std::vector<AuditEntry> entries = audit();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_NE(entries[0].body.find("\"kind\":\"receipt\""), std::string::npos) << entries[0].body;
  EXPECT_EQ(entries[1].number, 2u);
  EXPECT_EQ(entries[1].time_ms, kNow);
}

TEST_F(AppendTest, HoursAreCounted) {
  AppendBatch first = batch({event("a"), event("b"), quarantined(event("q"), "rate: 130 a minute")});
  first.model_id = "m";
  first.model_version = 3;
  first.sdk = "nearshelf/0.1.0";
  first.dropped = 5;
  first.refused = {{"no_consent", 2}};
  first.events[1].event.purposes = protocol::kMeasurement;
  append(first);
  append(first, kNow + kHourMs);
  const auto hours = store_->stats("shop", kNow);
  ASSERT_TRUE(hours.ok()) << hours.status().to_string();
  ASSERT_EQ(hours->size(), 2u);
  const HourStats& hour = hours->front();
  EXPECT_EQ(hour.hour_ms, kNow / kHourMs * kHourMs);
  EXPECT_THAT(hour.verdicts,
              UnorderedElementsAre(Pair("stored", 2), Pair("quarantined.rate", 1), Pair("no_consent", 2)));
  EXPECT_THAT(hour.models, UnorderedElementsAre(Pair("m/3", 3)));
  EXPECT_THAT(hour.sdks, UnorderedElementsAre(Pair("nearshelf/0.1.0", 3)));
  EXPECT_EQ(hour.model_improvement, 1u);
  EXPECT_EQ(hour.dropped, 5u);
  EXPECT_THAT(hours->back().verdicts, UnorderedElementsAre(Pair("duplicate", 3), Pair("no_consent", 2)));
  EXPECT_EQ(store_->stats("shop", kNow + kHourMs)->size(), 1u);
  EXPECT_THAT(*store_->stats("nobody", 0), IsEmpty());
}

TEST_F(AppendTest, AReportOfDroppedEventsCountsOnceUnderItsId) {
  AppendBatch first = batch({event("a")});
  first.dropped = 5;
  first.dropped_report = 77;
  append(first);
  append(first, kNow + kHourMs);  // its answer was lost
  AppendBatch grown = batch({event("a"), event("b")});
  grown.dropped = 5;
  grown.dropped_report = 77;
  append(grown);
  EXPECT_EQ(store_->stats("shop", kNow)->front().dropped, 5u);
  EXPECT_EQ(store_->stats("shop", kNow)->back().dropped, 0u);
  grown.dropped_report = 78;
  EXPECT_EQ(append(grown).new_names, 1u);
  EXPECT_EQ(append(grown).new_names, 0u);
  EXPECT_EQ(store_->stats("shop", kNow)->front().dropped, 10u);
  grown.dropped_report = 0;  // of a sender that names none
  append(grown);
  append(grown);
  EXPECT_EQ(store_->stats("shop", kNow)->front().dropped, 20u);
  // Twice in what is committed together, and of another tenant.
  std::vector<AppendBatch> together(3, first);
  for (AppendBatch& again : together) again.dropped_report = 79;
  together[2].tenant = "other";
  ASSERT_TRUE(store_->append(together, kNow).ok());
  EXPECT_EQ(store_->stats("shop", kNow)->front().dropped, 25u);
  EXPECT_EQ(store_->stats("other", kNow)->front().dropped, 5u);
  EXPECT_EQ(audit().size(), 1u);  // the receipt, and nothing of these
}

TEST_F(AppendTest, ABatchWithoutEventsCounts) {
  AppendBatch refused = batch({});
  refused.refused = {{"rejected.event.price", 4}};
  append(refused);
  EXPECT_THAT(store_->stats("shop", kNow)->front().verdicts, ElementsAre(Pair("rejected.event.price", 4)));
}

TEST_F(AppendTest, WhatWasStoredIsThereAfterReopening) {
  append(batch({event("a"), event("b")}));
  store_.reset();
  store_ = open();
  ASSERT_TRUE(store_);
  EXPECT_TRUE(store_->ping().ok());
  EXPECT_THAT(verdicts(append(batch({event("a"), event("c")}))), ElementsAre(Verdict::kDuplicate, Verdict::kStored));
  EXPECT_THAT(ids_of(1), UnorderedElementsAre("a", "b", "c"));
}

}  // namespace
}  // namespace nearshelf::server::testing
