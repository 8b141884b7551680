#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "sdk/sync/erase_request.h"
#include "sdk/sync/limits.h"
#include "tests/unit/engine/shelf_fixture.h"

namespace nearshelf::engine {
namespace {

using privacy::kAllPurposes;
using privacy::kMeasurement;
using privacy::kModelImprovement;
using privacy::kPersonalization;
using store::EventKind;

class ShelfConsentTest : public ShelfFixture {
 protected:
  ShelfConsentTest() {
    decision_.reset();
    options_.sync.emplace().key = "device-key";
  }

  // The file of a shelf that is closed.
  std::unique_ptr<store::Store> file() { return store::Store::open(options_.store, platform_.services()).value(); }
  void hand_out_all() {
    const auto store = file();
    const auto pseudonyms = store->pseudonyms().all().value();
    for (const auto& pseudonym : pseudonyms) {
      ASSERT_TRUE(store->pseudonyms().mark_handed_out(pseudonym.pseudonym_id).ok());
    }
  }
  std::vector<store::QueuedEvent> queued() { return file()->outbox().oldest(1'000, 1'000'000, {}).value(); }
  bool on_disk(const std::string& text) const {
    const std::string& path = options_.store.path;
    return (testing::read_text(path) + testing::read_text(path + "-wal")).find(text) != std::string::npos;
  }
};

TEST_F(ShelfConsentTest, NothingIsKeptBeforeADecision) {
  {
    const auto shelf = open_with_model();
    EXPECT_FALSE(shelf->consent().decision.has_value());
    EXPECT_EQ(shelf->consent().effective, 0u);
    track(*shelf, make_event(EventKind::kView, "sku-marker", "id-marker"));
    EXPECT_TRUE(track(*shelf, make_event(EventKind::kView, "sku-marker", "id-marker")).duplicate);
    view(*shelf, item_id(3));
    EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(3)})));
    EXPECT_EQ(shelf->info().value().event_count, 2u);
    EXPECT_FALSE(on_disk("marker"));
  }
  EXPECT_FALSE(on_disk("marker"));
  EXPECT_EQ(open()->info().value().event_count, 0u);
}

TEST_F(ShelfConsentTest, AGrantTakesWhatIsInMemoryAlong) {
  int64_t session_id = 0;
  {
    const auto shelf = open_with_model();
    session_id = view(*shelf, item_id(3)).session_id;
    track(*shelf, make_event(EventKind::kPurchase, item_id(17)));
    const auto before = ranking_of(recommend(*shelf));
    decide(*shelf, kPersonalization);
    EXPECT_EQ(ranking_of(recommend(*shelf)), before);
    EXPECT_EQ(view(*shelf, item_id(40)).session_id, session_id);
  }
  const auto shelf = open();
  EXPECT_EQ(shelf->session().session_id, session_id);
  EXPECT_EQ(shelf->info().value().event_count, 3u);
  EXPECT_EQ(shelf->consent().effective, uint32_t{kPersonalization});
  EXPECT_EQ(shelf->consent().decision->policy_version, "2024-05");
  EXPECT_THAT(ids_of(recommend(*shelf, {.count = 120})), ::testing::Not(::testing::Contains(item_id(17))));
}

TEST_F(ShelfConsentTest, WithdrawingPersonalizationDeletesTheProfile) {
  const auto shelf = open_with_model();
  decide(*shelf, kPersonalization);
  for (int i = 0; i < 100; ++i) track(*shelf, make_event(EventKind::kPurchase, "sku-marker"));
  EXPECT_TRUE(on_disk("sku-marker"));
  decide(*shelf, 0);
  EXPECT_FALSE(on_disk("sku-marker"));
  EXPECT_EQ(shelf->info().value().event_count, 0u);
  EXPECT_EQ(shelf->session().session_id, 0);
  EXPECT_EQ(recommend(*shelf).context, Context::kNone);
  EXPECT_EQ(view(*shelf, "sku-marker").session_id, 2);  // goes on, in memory
  EXPECT_FALSE(on_disk("sku-marker"));
}

TEST_F(ShelfConsentTest, MeasurementAloneQueuesWhatMayBeSentAndKeepsNoProfile) {
  {
    const auto shelf = open();
    decide(*shelf, kMeasurement);
    store::Event event = make_event(EventKind::kView, "sku-1", "id-1");
    event.dwell_ms = 1'500;
    event.price = 9.5;
    track(*shelf, event);
    store::Event search = make_event(EventKind::kSearch, "");
    search.query = "rain-marker";
    track(*shelf, search);
  }
  EXPECT_FALSE(on_disk("rain-marker"));
  EXPECT_EQ(file()->events().count().value(), 0u);
  const auto waiting = queued();
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].event.event_id, "id-1");
  EXPECT_EQ(waiting[0].event.time_ms, platform_.clock.now / kMinuteMs * kMinuteMs);
  EXPECT_EQ(waiting[0].event.price, 9.5);
  EXPECT_FALSE(waiting[0].event.dwell_ms.has_value());
  EXPECT_EQ(waiting[0].purposes, uint32_t{kMeasurement});
  EXPECT_EQ(waiting[0].queued_ms, platform_.clock.now);
  EXPECT_EQ(waiting[0].position, 0u);
}

TEST_F(ShelfConsentTest, WithoutMeasurementThereIsNoQueueAndNoSecret) {
  {
    const auto shelf = open();
    decide(*shelf, kPersonalization | kModelImprovement);
    view(*shelf, "sku-1");
  }
  const auto store = file();
  EXPECT_EQ(store->events().count().value(), 1u);
  EXPECT_EQ(store->outbox().count().value(), 0u);
  EXPECT_FALSE(store->pseudonyms().secret().value().has_value());
}

TEST_F(ShelfConsentTest, WithoutSyncOptionsNothingIsQueued) {
  options_.sync.reset();
  {
    const auto shelf = open();
    decide(*shelf, kAllPurposes);
    view(*shelf, "sku-1");
  }
  EXPECT_TRUE(queued().empty());
}

TEST_F(ShelfConsentTest, SessionsAreToldApartAcrossRestartsOfAProfileInMemory) {
  for (int run = 0; run < 2; ++run) {
    const auto shelf = open();
    decide(*shelf, kMeasurement);
    view(*shelf, "sku-1");
    view(*shelf, "sku-2");
  }
  const auto waiting = queued();
  ASSERT_EQ(waiting.size(), 4u);
  EXPECT_EQ(waiting[0].session_token, waiting[1].session_token);
  EXPECT_NE(waiting[1].session_token, waiting[2].session_token);
  EXPECT_EQ(waiting[2].session_token, waiting[3].session_token);
  EXPECT_EQ(waiting[3].position, 1u);
}

TEST_F(ShelfConsentTest, APseudonymLastsItsPeriod) {
  {
    const auto shelf = open();
    decide(*shelf, kAllPurposes);
    view(*shelf, "sku-1");
    platform_.clock.now += 30 * kDayMs;
    view(*shelf, "sku-1");
    view(*shelf, "sku-1");
  }
  EXPECT_EQ(file()->pseudonyms().all().value().size(), 2u);
  const auto waiting = queued();
  ASSERT_EQ(waiting.size(), 3u);
  EXPECT_NE(waiting[0].pseudonym_id, waiting[1].pseudonym_id);
  EXPECT_EQ(waiting[1].pseudonym_id, waiting[2].pseudonym_id);
}

TEST_F(ShelfConsentTest, WithdrawingMeasurementAsksForErasureOfWhatWasHandedOut) {
  {
    const auto shelf = open();
    decide(*shelf, kAllPurposes);
    view(*shelf, "sku-1");
  }
  const auto secret = file()->pseudonyms().secret().value();
  const auto pseudonym = file()->pseudonyms().all().value().at(0).bytes;
  hand_out_all();
  decide(*open(), kPersonalization);
  {
    const auto store = file();
    EXPECT_EQ(store->events().count().value(), 1u);
    EXPECT_EQ(store->outbox().count().value(), 0u);
    EXPECT_FALSE(store->pseudonyms().secret().value().has_value());
    EXPECT_TRUE(store->pseudonyms().all().value().empty());
    const auto request = store->erasures().oldest().value();
    ASSERT_TRUE(request.has_value());
    EXPECT_EQ(request->scope, store::EraseScope::kAll);
    EXPECT_EQ(request->pseudonyms, std::vector<store::PseudonymBytes>{pseudonym});
    EXPECT_EQ(request->request_id.size(), 32u);
  }
  // A grant after that begins with a new secret.
  {
    const auto shelf = open();
    decide(*shelf, kAllPurposes);
    view(*shelf, "sku-1");
  }
  EXPECT_NE(file()->pseudonyms().secret().value(), secret);
  EXPECT_NE(file()->pseudonyms().all().value().at(0).bytes, pseudonym);
  EXPECT_EQ(file()->erasures().pending().value(), 1u);
}

TEST_F(ShelfConsentTest, AsManyErasuresAsAServerTakesPseudonymsAreQueuedAtOnce) {
  constexpr size_t kCount = 3'100;  // above what a server takes in one request
  std::vector<store::PseudonymBytes> handed_out;
  {
    decide(*open(), kAllPurposes);
    const auto store = file();
    store::Transaction transaction = store->begin().value();
    for (size_t i = 0; i < kCount + 2; ++i) {
      store::PseudonymBytes bytes{};
      bytes[0] = static_cast<uint8_t>(i);
      bytes[1] = static_cast<uint8_t>(i >> 8);
      const int64_t id = store->pseudonyms().add(1, static_cast<int64_t>(i), bytes).value();
      if (i < 2) continue;  // never sent
      ASSERT_TRUE(store->pseudonyms().mark_handed_out(id).ok());
      handed_out.push_back(bytes);
    }
    ASSERT_TRUE(transaction.commit().ok());
  }
  decide(*open(), kPersonalization);
  const auto requests = file()->erasures().all().value();
  std::vector<store::PseudonymBytes> named;
  std::set<std::string> ids;
  for (const store::EraseRequest& request : requests) {
    EXPECT_LE(sync::erase_body(request).size(), sync::kLeavingBytes);
    EXPECT_LE(request.pseudonyms.size(), sync::kMaxErasePseudonyms);
    EXPECT_EQ(request.scope, store::EraseScope::kAll);
    named.insert(named.end(), request.pseudonyms.begin(), request.pseudonyms.end());
    ids.insert(request.request_id);
  }
  EXPECT_EQ(named, handed_out);
  EXPECT_EQ(ids.size(), 4u);
  EXPECT_TRUE(file()->pseudonyms().all().value().empty());

  // Each is sent until it has a receipt of its own, whatever becomes of the others.
  std::set<std::string> acknowledged;
  for (int i = 0; acknowledged.size() < ids.size(); ++i) {
    ASSERT_LT(i, 100);
    const auto shelf = open();  // a restart before each
    const auto next = shelf->next_task(sync::Moment::kLeaving).value();
    if (!next.task) {
      platform_.clock.now += std::max<int64_t>(next.wait_ms, 1);
      continue;
    }
    ASSERT_EQ(next.task->kind, sync::TaskKind::kErase);
    const std::string id = nlohmann::json::parse(next.task->request.body).at("request_id");
    const std::string receipt = nlohmann::json{{"request_id", id}}.dump();
    sync::Outcome outcome;
    outcome.http_status = i % 3 == 1 ? 503 : 200;
    outcome.body = {reinterpret_cast<const uint8_t*>(receipt.data()), receipt.size()};
    ASSERT_TRUE(shelf->finish_task(next.task->id, outcome).ok());
    if (outcome.http_status == 200) {
      EXPECT_TRUE(acknowledged.insert(id).second);
    }
    EXPECT_EQ(shelf->sync_info()->pending_erasures, ids.size() - acknowledged.size());
  }
  EXPECT_EQ(acknowledged, ids);
}

TEST_F(ShelfConsentTest, WhatWasGivenUpBeforeAWithdrawalIsNeverReported) {
  decide(*open(), kAllPurposes);
  ASSERT_TRUE(file()->counters().add(store::kDroppedCounter, 5).ok());
  decide(*open(), kPersonalization);
  EXPECT_EQ(file()->counters().get(sync::kReportedCounter).value(), 5);
  const auto shelf = open();
  EXPECT_EQ(shelf->sync_info()->dropped_events, 5u);
}

TEST_F(ShelfConsentTest, WhatWasNeverHandedOutNeedsNoErasure) {
  const auto shelf = open();
  decide(*shelf, kMeasurement);
  view(*shelf, "sku-1");
  decide(*shelf, 0);
  ASSERT_TRUE(shelf->export_profile().ok());
  EXPECT_NE(shelf->export_profile().value().find("\"erase_requests\":[]"), std::string::npos);
}

TEST_F(ShelfConsentTest, WithdrawingModelImprovementLeavesTheRest) {
  {
    const auto shelf = open();
    decide(*shelf, kAllPurposes);
    store::Event seen = make_event(EventKind::kView, "sku-1", "seen");
    seen.scroll_percent = 40;
    track(*shelf, seen);
    store::Event rated = make_event(EventKind::kRating, "sku-1", "rated");
    rated.rating = 4.0;
    track(*shelf, rated);
  }
  ASSERT_EQ(queued().size(), 2u);
  EXPECT_EQ(queued()[0].event.scroll_percent, 40);
  hand_out_all();
  decide(*open(), kPersonalization | kMeasurement);
  const auto waiting = queued();
  ASSERT_EQ(waiting.size(), 1u);  // ratings are sent for model improvement only
  EXPECT_EQ(waiting[0].event.event_id, "seen");
  EXPECT_FALSE(waiting[0].event.scroll_percent.has_value());
  EXPECT_EQ(waiting[0].purposes, kPersonalization | kMeasurement);
  EXPECT_EQ(waiting[0].decision_id, 1);
  const auto store = file();
  EXPECT_EQ(store->erasures().oldest().value()->scope, store::EraseScope::kModelImprovement);
  EXPECT_TRUE(store->pseudonyms().secret().value().has_value());
  EXPECT_EQ(store->pseudonyms().all().value().size(), 1u);
}

TEST_F(ShelfConsentTest, GlobalPrivacyControlIsANo) {
  const auto shelf = open();
  ASSERT_TRUE(shelf->set_consent(make_decision(kAllPurposes, true), {}).ok());
  EXPECT_EQ(shelf->consent().effective, 0u);
  EXPECT_EQ(shelf->consent().decision->granted, kAllPurposes);
  view(*shelf, "sku-marker");
  EXPECT_FALSE(on_disk("sku-marker"));
}

TEST_F(ShelfConsentTest, WhatGlobalPrivacyControlDeniesMayChange) {
  options_.gpc_denies = 0;
  {
    const auto shelf = open();
    ASSERT_TRUE(shelf->set_consent(make_decision(kAllPurposes, true), {}).ok());
    view(*shelf, "sku-marker");
  }
  EXPECT_TRUE(on_disk("sku-marker"));
  options_.gpc_denies = kAllPurposes;
  EXPECT_EQ(open()->consent().effective, 0u);
  EXPECT_FALSE(on_disk("sku-marker"));
  EXPECT_EQ(file()->consent().all().value().size(), 2u);
}

TEST_F(ShelfConsentTest, OnlyAChangeIsAnEntryOfTheLedger) {
  {
    const auto shelf = open();
    for (int i = 0; i < 3; ++i) decide(*shelf, kPersonalization);
    privacy::Decision other = make_decision(kPersonalization);
    other.policy_version = "2025-01";
    ASSERT_TRUE(shelf->set_consent(other, 77).ok());
  }
  decide(*open(), 0);
  const auto ledger = file()->consent().all().value();
  ASSERT_EQ(ledger.size(), 3u);
  EXPECT_EQ(ledger[0].decided_ms, platform_.clock.now);
  EXPECT_EQ(ledger[1].decided_ms, 77);
  EXPECT_EQ(ledger[2].granted, 0u);
}

TEST_F(ShelfConsentTest, ABadDecisionChangesNothing) {
  const auto shelf = open();
  decide(*shelf, kPersonalization);
  view(*shelf, "sku-1");
  privacy::Decision bad = make_decision(0);
  bad.policy_version.clear();
  EXPECT_EQ(shelf->set_consent(bad, {}).place(), "consent.policy_version");
  EXPECT_EQ(shelf->set_consent(make_decision(8), {}).place(), "consent.granted");
  EXPECT_EQ(shelf->set_consent(make_decision(0), -1).place(), "consent.time_ms");
  EXPECT_EQ(shelf->consent().effective, uint32_t{kPersonalization});
  EXPECT_EQ(shelf->info().value().event_count, 1u);
}

// What a version before consent kept.
class OldProfileTest : public ShelfConsentTest {
 protected:
  OldProfileTest() {
    const auto connection = store::Connection::open(options_.store.path, 0).value();
    const std::string sql = testing::read_text(NEARSHELF_SOURCE_DIR "/tests/unit/store/fixtures/layout_1.sql");
    EXPECT_TRUE(connection->execute(sql).ok());
  }
};

TEST_F(OldProfileTest, WaitsForADecisionAndIsTakenUpByAGrant) {
  const auto shelf = open();
  EXPECT_EQ(shelf->info().value().event_count, 0u);
  EXPECT_EQ(view(*shelf, "sku-9").session_id, 3);
  decide(*shelf, kPersonalization);
  EXPECT_EQ(shelf->info().value().event_count, 4u);
  EXPECT_EQ(shelf->session().session_id, 3);
}

TEST_F(OldProfileTest, IsDeletedByANo) {
  EXPECT_EQ(open()->info().value().event_count, 0u);
  EXPECT_TRUE(on_disk("rain coat"));
  decide(*open(), 0);
  EXPECT_FALSE(on_disk("rain coat"));
  EXPECT_EQ(file()->sessions().count().value(), 0u);
}

}  // namespace
}  // namespace nearshelf::engine
