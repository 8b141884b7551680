#include "sdk/store/outbox_table.h"

#include <gtest/gtest.h>

#include <string>

#include "sdk/store/consent_table.h"
#include "sdk/store/migrations.h"
#include "sdk/store/pseudonym_table.h"

namespace nearshelf::store {
namespace {

class OutboxTableTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(migrate(*connection_).ok());
    ASSERT_TRUE(connection_->execute("PRAGMA foreign_keys = ON").ok());
    ASSERT_TRUE(ConsentTable(*connection_).append({}).ok());
    ASSERT_TRUE(PseudonymTable(*connection_).add(30, 655, {}).ok());
  }

  static QueuedEvent make(const std::string& id, TimeMs queued_ms = 0) {
    QueuedEvent queued;
    queued.event.event_id = id;
    queued.event.item_id = "sku";
    queued.queued_ms = queued_ms;
    queued.decision_id = 1;
    queued.pseudonym_id = 1;
    return queued;
  }
  void append(int count) {
    for (int i = 1; i <= count; ++i) ASSERT_EQ(outbox_.append(make("e" + std::to_string(i), i)).value(), i);
  }
  std::vector<int64_t> sequences(uint64_t max_count, uint64_t max_bytes = 1'000'000,
                                 const std::set<int64_t>& excluded = {}) {
    std::vector<int64_t> result;
    const auto events = outbox_.oldest(max_count, max_bytes, excluded).value();
    for (const QueuedEvent& queued : events) result.push_back(queued.sequence);
    return result;
  }

  std::unique_ptr<Connection> connection_ = Connection::open("", 0).value();
  OutboxTable outbox_{*connection_};
};

TEST_F(OutboxTableTest, EveryFieldComesBack) {
  QueuedEvent queued = make("id-1", 1'700'000'000'123);
  queued.event.kind = EventKind::kRating;
  queued.event.time_ms = 1'700'000'040'000;
  queued.event.dwell_ms = 1;
  queued.event.scroll_percent = 2;
  queued.event.quantity = 3;
  queued.event.price = 4.5;
  queued.event.rating = 5.0;
  queued.purposes = 6;
  queued.session_token = 0xfedcba9876543210;
  queued.position = 8;
  ASSERT_EQ(outbox_.append(queued).value(), 1);
  const QueuedEvent read = outbox_.oldest(1, 1, {}).value().at(0);
  EXPECT_EQ(read.sequence, 1);
  EXPECT_EQ(read.event.event_id, "id-1");
  EXPECT_EQ(read.event.kind, EventKind::kRating);
  EXPECT_EQ(read.event.time_ms, 1'700'000'040'000);
  EXPECT_EQ(read.event.item_id, "sku");
  EXPECT_EQ(read.event.dwell_ms, 1);
  EXPECT_EQ(read.event.scroll_percent, 2);
  EXPECT_EQ(read.event.quantity, 3);
  EXPECT_EQ(read.event.price, 4.5);
  EXPECT_EQ(read.event.rating, 5.0);
  EXPECT_EQ(read.queued_ms, 1'700'000'000'123);
  EXPECT_EQ(read.decision_id, 1);
  EXPECT_EQ(read.purposes, 6u);
  EXPECT_EQ(read.pseudonym_id, 1);
  EXPECT_EQ(read.session_token, 0xfedcba9876543210);
  EXPECT_EQ(read.position, 8u);
}

TEST_F(OutboxTableTest, WhatIsNotGivenStaysSo) {
  ASSERT_TRUE(outbox_.append(make("id-1")).ok());
  const Event event = outbox_.oldest(1, 1, {}).value().at(0).event;
  EXPECT_FALSE(event.dwell_ms || event.scroll_percent || event.quantity || event.price || event.rating);
}

TEST_F(OutboxTableTest, AnEventIsQueuedOnce) {
  EXPECT_EQ(outbox_.append(make("id-1")).value(), 1);
  EXPECT_EQ(outbox_.append(make("id-1")).value(), 0);
  EXPECT_EQ(outbox_.count().value(), 1u);
}

TEST_F(OutboxTableTest, AnEventNeedsItsDecisionAndItsPseudonym) {
  QueuedEvent queued = make("id-1");
  queued.decision_id = 2;
  EXPECT_FALSE(outbox_.append(queued).ok());
  queued = make("id-1");
  queued.pseudonym_id = 2;
  EXPECT_FALSE(outbox_.append(queued).ok());
}

TEST_F(OutboxTableTest, TheOldestComeFirstWithoutThoseUnderWay) {
  append(6);
  EXPECT_EQ(sequences(3), (std::vector<int64_t>{1, 2, 3}));
  EXPECT_EQ(sequences(3, 1'000'000, {1, 3, 9}), (std::vector<int64_t>{2, 4, 5}));
  EXPECT_EQ(sequences(0), std::vector<int64_t>{});
}

TEST_F(OutboxTableTest, BytesAreBoundedButOneEventAlwaysGoes) {
  append(4);
  const uint64_t each = make("e1").wire_bytes();
  EXPECT_EQ(sequences(4, 3 * each), (std::vector<int64_t>{1, 2, 3}));
  EXPECT_EQ(sequences(4, 3 * each - 1), (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(sequences(4, 0), std::vector<int64_t>{1});
}

TEST_F(OutboxTableTest, RemovesWhatIsNamed) {
  append(4);
  ASSERT_TRUE(outbox_.remove(std::vector<int64_t>{2, 4, 77}).ok());
  EXPECT_EQ(sequences(9), (std::vector<int64_t>{1, 3}));
  ASSERT_TRUE(outbox_.remove_all().ok());
  EXPECT_EQ(outbox_.append(make("next")).value(), 5);  // an answer that comes late must not hit another event
}

TEST_F(OutboxTableTest, UpdateLeavesIdTimesAndPlace) {
  QueuedEvent queued = make("id-1", 50);
  queued.event.rating = 4.0;
  queued.purposes = 7;
  ASSERT_TRUE(outbox_.append(queued).ok());
  queued.sequence = 1;
  queued.event.event_id = "other";
  queued.event.rating.reset();
  queued.event.price = 2.0;
  queued.queued_ms = 60;
  queued.purposes = 3;
  ASSERT_TRUE(outbox_.update(queued).ok());
  const QueuedEvent read = outbox_.oldest(1, 1, {}).value().at(0);
  EXPECT_EQ(read.event.event_id, "id-1");
  EXPECT_EQ(read.queued_ms, 50);
  EXPECT_EQ(read.purposes, 3u);
  EXPECT_EQ(read.event.price, 2.0);
  EXPECT_FALSE(read.event.rating.has_value());
}

TEST_F(OutboxTableTest, AFullQueueGivesUpItsOldest) {
  append(5);
  EXPECT_EQ(outbox_.drop_oldest_beyond(5).value(), 0u);
  EXPECT_EQ(outbox_.drop_oldest_beyond(3).value(), 2u);
  EXPECT_EQ(sequences(9), (std::vector<int64_t>{3, 4, 5}));
}

TEST_F(OutboxTableTest, OldEventsAreGivenUp) {
  append(5);  // queued at 1, 2, ...
  EXPECT_EQ(outbox_.drop_queued_before(1).value(), 0u);
  EXPECT_EQ(outbox_.drop_queued_before(4).value(), 3u);
  EXPECT_EQ(sequences(9), (std::vector<int64_t>{4, 5}));
}

}  // namespace
}  // namespace nearshelf::store
