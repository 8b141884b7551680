#include "sdk/store/event_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/store/migrations.h"
#include "sdk/store/session_table.h"

namespace nearshelf::store {

bool operator==(const ItemEvent& a, const ItemEvent& b) { return a.kind == b.kind && a.item_id == b.item_id; }

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr uint32_t kAllKinds = ~0u;

class EventTableTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(connection_->execute("PRAGMA foreign_keys = ON").ok());
    ASSERT_TRUE(migrate(*connection_).ok());
    SessionTable sessions(*connection_);
    first_ = sessions.insert({}).value();
    second_ = sessions.insert({}).value();
  }

  int64_t add(int64_t session, EventKind kind, const std::string& item) {
    Event event;
    event.kind = kind;
    event.event_id = "e" + std::to_string(++added_);
    event.item_id = item;
    return events_.insert(event, session).value();
  }

  std::unique_ptr<Connection> connection_ = Connection::open("", 0).value();
  EventTable events_{*connection_};
  int64_t first_ = 0;
  int64_t second_ = 0;
  int added_ = 0;
};

TEST_F(EventTableTest, EveryFieldIsStored) {
  Event event;
  event.kind = EventKind::kRating;
  event.event_id = "id-1";
  event.time_ms = 1'700'000'000'123;
  event.item_id = "sku";
  event.query = "coat";
  event.dwell_ms = 5;
  event.scroll_percent = 60;
  event.quantity = 2;
  event.price = 9.99;
  event.rating = 4.5;
  ASSERT_EQ(events_.insert(event, first_).value(), 1);
  EXPECT_EQ(connection_
                ->text("SELECT concat FROM (SELECT event_id || '|' || session_id || '|' || kind || '|' || time_ms "
                       "|| '|' || item_id || '|' || query || '|' || dwell_ms || '|' || scroll_percent || '|' || "
                       "quantity || '|' || price || '|' || rating AS concat FROM events)")
                .value(),
            "id-1|1|7|1700000000123|sku|coat|5|60|2|9.99|4.5");
}

TEST_F(EventTableTest, ReadsBackWhatItStoredInOrderOfArrival) {
  Event event;
  event.kind = EventKind::kRating;
  event.event_id = "rated";
  event.time_ms = 1'700'000'000'123;
  event.item_id = "sku";
  event.quantity = 2;
  event.rating = 4.5;
  const int64_t rated = events_.insert(event, first_).value();
  event = {};
  event.kind = EventKind::kSearch;
  event.event_id = "searched";
  event.query = "coat";
  const int64_t searched = events_.insert(event, 0).value();

  const auto all = events_.after(0, 10).value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].sequence, rated);
  EXPECT_EQ(all[0].session_id, first_);
  EXPECT_EQ(all[0].event.event_id, "rated");
  EXPECT_EQ(all[0].event.time_ms, 1'700'000'000'123);
  EXPECT_EQ(all[0].event.item_id, "sku");
  EXPECT_EQ(all[0].event.quantity, 2);
  EXPECT_EQ(all[0].event.rating, 4.5);
  EXPECT_EQ(all[0].event.price, std::nullopt);
  EXPECT_EQ(all[1].sequence, searched);
  EXPECT_EQ(all[1].session_id, 0);
  EXPECT_EQ(all[1].event.query, "coat");
  EXPECT_EQ(all[1].event.dwell_ms, std::nullopt);

  EXPECT_EQ(events_.after(0, 1).value().size(), 1u);
  EXPECT_EQ(events_.after(rated, 10).value().front().event.event_id, "searched");
  EXPECT_THAT(events_.after(searched, 10).value(), IsEmpty());
}

TEST_F(EventTableTest, WhatIsNotGivenIsNull) {
  Event event;
  event.event_id = "id-1";
  ASSERT_TRUE(events_.insert(event, 0).ok());
  EXPECT_EQ(connection_
                ->integer("SELECT count(*) FROM events WHERE session_id IS NULL AND item_id IS NULL AND query IS "
                          "NULL AND dwell_ms IS NULL AND scroll_percent IS NULL AND quantity IS NULL AND price IS "
                          "NULL AND rating IS NULL")
                .value(),
            1);
}

TEST_F(EventTableTest, FindsAnEventAndItsSession) {
  add(second_, EventKind::kView, "a");
  add(0, EventKind::kView, "a");
  EXPECT_EQ(events_.find("e1").value(), second_);
  EXPECT_EQ(events_.find("e2").value(), 0);
  EXPECT_FALSE(events_.find("e3").value().has_value());
}

TEST_F(EventTableTest, AnIdIsThereOnce) {
  add(first_, EventKind::kView, "a");
  Event event;
  event.event_id = "e1";
  EXPECT_FALSE(events_.insert(event, second_).ok());
}

TEST_F(EventTableTest, ASessionMustExist) {
  Event event;
  event.event_id = "e1";
  EXPECT_FALSE(events_.insert(event, 99).ok());
}

TEST_F(EventTableTest, TheLastEventsOfASessionOldestFirst) {
  add(first_, EventKind::kView, "a");
  add(second_, EventKind::kView, "x");
  add(first_, EventKind::kImpression, "b");
  add(first_, EventKind::kPurchase, "c");
  EXPECT_THAT(events_.of_session(first_, kAllKinds, 10).value(),
              ElementsAre(ItemEvent{EventKind::kView, "a"}, ItemEvent{EventKind::kImpression, "b"},
                          ItemEvent{EventKind::kPurchase, "c"}));
  EXPECT_THAT(events_.of_session(first_, kAllKinds, 2).value(),
              ElementsAre(ItemEvent{EventKind::kImpression, "b"}, ItemEvent{EventKind::kPurchase, "c"}));
}

TEST_F(EventTableTest, OnlyTheKindsAskedFor) {
  add(first_, EventKind::kView, "a");
  add(first_, EventKind::kImpression, "b");
  EXPECT_THAT(events_.of_session(first_, 1u << static_cast<int>(EventKind::kView), 10).value(),
              ElementsAre(ItemEvent{EventKind::kView, "a"}));
}

TEST_F(EventTableTest, EventsOutsideASession) {
  add(first_, EventKind::kView, "a");
  add(0, EventKind::kView, "late");
  add(second_, EventKind::kView, "b");
  EXPECT_THAT(events_.outside_session(second_, kAllKinds, 10).value(),
              ElementsAre(ItemEvent{EventKind::kView, "a"}, ItemEvent{EventKind::kView, "late"}));
  EXPECT_THAT(events_.outside_session(0, kAllKinds, 10).value(),
              ElementsAre(ItemEvent{EventKind::kView, "a"}, ItemEvent{EventKind::kView, "late"},
                          ItemEvent{EventKind::kView, "b"}));
}

TEST_F(EventTableTest, PurchasedItemsOnce) {
  add(first_, EventKind::kPurchase, "a");
  add(second_, EventKind::kPurchase, "a");
  add(0, EventKind::kPurchase, "b");
  add(first_, EventKind::kView, "c");
  EXPECT_THAT(events_.purchased_items().value(), UnorderedElementsAre("a", "b"));
}

TEST_F(EventTableTest, PruningKeepsTheNewestAndThePurchases) {
  add(first_, EventKind::kPurchase, "bought");
  for (const char* item : {"a", "b", "c", "d"}) add(first_, EventKind::kView, item);
  ASSERT_TRUE(events_.prune(2).ok());
  EXPECT_THAT(events_.of_session(first_, kAllKinds, 10).value(),
              ElementsAre(ItemEvent{EventKind::kPurchase, "bought"}, ItemEvent{EventKind::kView, "c"},
                          ItemEvent{EventKind::kView, "d"}));
  ASSERT_TRUE(events_.prune(100).ok());
  EXPECT_EQ(events_.count().value(), 3u);
}

TEST_F(EventTableTest, RemovesAll) {
  add(first_, EventKind::kPurchase, "a");
  ASSERT_TRUE(events_.remove_all().ok());
  EXPECT_EQ(events_.count().value(), 0u);
  EXPECT_THAT(events_.purchased_items().value(), IsEmpty());
}

}  // namespace
}  // namespace nearshelf::store
