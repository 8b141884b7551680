#include "sdk/engine/outgoing.h"

#include <gtest/gtest.h>

#include <string>

#include "sdk/privacy/consent.h"
#include "tests/support/fake_platform.h"

namespace nearshelf::engine {
namespace {

using privacy::kAllPurposes;
using privacy::kMeasurement;
using privacy::kModelImprovement;
using store::EventKind;

store::Event full_event(EventKind kind = EventKind::kView) {
  store::Event event;
  event.kind = kind;
  event.event_id = "id-1";
  event.time_ms = 1'700'000'059'999;
  event.item_id = "sku-1";
  event.query = "free text";
  event.dwell_ms = 1;
  event.scroll_percent = 2;
  event.quantity = 3;
  event.price = 4.0;
  event.rating = 5.0;
  return event;
}

class OutgoingTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(store_->consent().append({}).ok());
    ASSERT_TRUE(store_->pseudonyms().set_secret({}).ok());
  }

  Status enqueue_one(const store::Event& event, uint32_t purposes, SessionPlace place = {7, 3}) {
    return enqueue(*store_, platform_.services(), {1, purposes, 30}, event, place);
  }
  std::vector<store::QueuedEvent> queued() { return store_->outbox().oldest(20'000, 100'000'000, {}).value(); }

  testing::FakePlatform platform_;
  std::unique_ptr<store::Store> store_ = store::Store::open({}, platform_.services()).value();
};

TEST_F(OutgoingTest, MeasurementAllowsTheseFields) {
  store::Event event = full_event();
  minimise(event, kMeasurement);
  EXPECT_EQ(event.time_ms, 1'700'000'040'000);
  EXPECT_EQ(event.query, "");
  EXPECT_TRUE(event.price && event.quantity);
  EXPECT_FALSE(event.rating || event.dwell_ms || event.scroll_percent);
}

TEST_F(OutgoingTest, ModelImprovementAllowsAllButText) {
  store::Event event = full_event();
  minimise(event, kMeasurement | kModelImprovement);
  EXPECT_EQ(event.query, "");
  EXPECT_TRUE(event.price && event.quantity && event.rating && event.dwell_ms && event.scroll_percent);
}

TEST_F(OutgoingTest, WhatMayNotBeSentIsNotQueued) {
  ASSERT_TRUE(enqueue_one(full_event(EventKind::kSearch), kAllPurposes).ok());
  ASSERT_TRUE(enqueue_one(full_event(EventKind::kRating), kMeasurement).ok());
  ASSERT_TRUE(enqueue_one(full_event(), kModelImprovement).ok());
  EXPECT_TRUE(queued().empty());
  EXPECT_TRUE(store_->pseudonyms().all().value().empty());
}

TEST_F(OutgoingTest, PseudonymAndTokenAreThoseOfTheRules) {
  ASSERT_TRUE(enqueue_one(full_event(), kAllPurposes).ok());
  const auto waiting = queued();
  ASSERT_EQ(waiting.size(), 1u);
  // Computed with another implementation from a secret of 32 zeros; the period of November 2023 is 655.
  EXPECT_EQ(store_->pseudonyms().all().value().at(0).period, 655);
  EXPECT_EQ(store_->pseudonyms().all().value().at(0).bytes[0], 154);
  EXPECT_EQ(waiting[0].session_token, 9123753643473256041ull);
  EXPECT_EQ(waiting[0].position, 3u);
}

TEST_F(OutgoingTest, AnEventOfNoSessionIsLinkedToNoOther) {
  store::Event other = full_event();
  other.event_id = "id-2";
  ASSERT_TRUE(enqueue_one(full_event(), kAllPurposes, {0, 0}).ok());
  ASSERT_TRUE(enqueue_one(other, kAllPurposes, {0, 0}).ok());
  EXPECT_NE(queued()[0].session_token, queued()[1].session_token);
}

TEST_F(OutgoingTest, WithoutTheSecretNothingIsQueued) {
  ASSERT_TRUE(store_->pseudonyms().remove_all().ok());
  EXPECT_EQ(enqueue_one(full_event(), kAllPurposes).code(), Code::kCorrupt);
}

TEST_F(OutgoingTest, AFullQueueCountsWhatItGivesUp) {
  auto transaction = store_->begin().value();
  for (uint64_t i = 0; i < store::kMaxQueuedEvents + 3; ++i) {
    store::Event event = full_event();
    event.event_id = std::to_string(i);
    ASSERT_TRUE(enqueue_one(event, kAllPurposes).ok());
  }
  EXPECT_EQ(store_->outbox().count().value(), store::kMaxQueuedEvents);
  EXPECT_EQ(queued().front().event.event_id, "3");
  EXPECT_EQ(store_->counters().get(store::kDroppedCounter).value(), 3);
}

TEST_F(OutgoingTest, EventsThatWaitTooLongAreGivenUp) {
  ASSERT_TRUE(enqueue_one(full_event(), kAllPurposes).ok());
  platform_.clock.now += store::kMaxQueuedMs + 1;
  for (int i = 2; i <= 64; ++i) {
    store::Event event = full_event();
    event.event_id = std::to_string(i);
    ASSERT_TRUE(enqueue_one(event, kAllPurposes).ok());
  }
  EXPECT_EQ(store_->outbox().count().value(), 63u);
  EXPECT_EQ(store_->counters().get(store::kDroppedCounter).value(), 1);
}

TEST_F(OutgoingTest, APurposeTakenOffLeavesWhatTheOthersAllow) {
  ASSERT_TRUE(enqueue_one(full_event(), kAllPurposes).ok());
  store::Event rating = full_event(EventKind::kRating);
  rating.event_id = "id-2";
  ASSERT_TRUE(enqueue_one(rating, kAllPurposes).ok());
  ASSERT_TRUE(limit_queue_to(*store_, kMeasurement).ok());
  const auto waiting = queued();
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].purposes, uint32_t{kMeasurement});
  EXPECT_TRUE(waiting[0].event.price.has_value());
  EXPECT_FALSE(waiting[0].event.rating.has_value());
}

}  // namespace
}  // namespace nearshelf::engine
