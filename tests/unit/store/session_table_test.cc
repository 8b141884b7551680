#include "sdk/store/session_table.h"

#include <gtest/gtest.h>

#include "sdk/store/event_table.h"
#include "sdk/store/migrations.h"

namespace nearshelf::store {
namespace {

class SessionTableTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(migrate(*connection_).ok()); }

  static SessionRecord make(TimeMs start) {
    SessionRecord session;
    session.started_ms = start;
    session.last_active_ms = start + 1;
    session.event_count = 2;
    session.hidden = {0.25f, -1.5f, 3e-20f};
    session.hidden_model_id = "m1";
    return session;
  }

  std::unique_ptr<Connection> connection_ = Connection::open("", 0).value();
  SessionTable sessions_{*connection_};
};

TEST_F(SessionTableTest, ThereIsNoneAtFirst) {
  EXPECT_FALSE(sessions_.latest().value().has_value());
  EXPECT_EQ(sessions_.count().value(), 0u);
}

TEST_F(SessionTableTest, EveryFieldComesBack) {
  const int64_t id = sessions_.insert(make(100)).value();
  EXPECT_EQ(id, 1);
  const SessionRecord read = *sessions_.latest().value();
  EXPECT_EQ(read.session_id, id);
  EXPECT_EQ(read.started_ms, 100);
  EXPECT_EQ(read.last_active_ms, 101);
  EXPECT_FALSE(read.ended);
  EXPECT_EQ(read.event_count, 2u);
  EXPECT_EQ(read.hidden, make(100).hidden);
  EXPECT_EQ(read.hidden_model_id, "m1");
}

TEST_F(SessionTableTest, UpdateChangesEveryField) {
  SessionRecord session = make(100);
  session.session_id = sessions_.insert(session).value();
  session.started_ms = 90;
  session.last_active_ms = 200;
  session.ended = true;
  session.event_count = 9;
  session.hidden = {1.0f};
  session.hidden_model_id = "m2";
  ASSERT_TRUE(sessions_.update(session).ok());
  const SessionRecord read = *sessions_.latest().value();
  EXPECT_EQ(read.started_ms, 90);
  EXPECT_EQ(read.last_active_ms, 200);
  EXPECT_TRUE(read.ended);
  EXPECT_EQ(read.event_count, 9u);
  EXPECT_EQ(read.hidden, std::vector<float>{1.0f});
  EXPECT_EQ(read.hidden_model_id, "m2");
}

TEST_F(SessionTableTest, AnEmptyStateIsNone) {
  SessionRecord session = make(100);
  session.session_id = sessions_.insert(session).value();
  session.hidden.clear();
  ASSERT_TRUE(sessions_.update(session).ok());
  EXPECT_TRUE(sessions_.latest().value()->hidden.empty());
  EXPECT_EQ(sessions_.latest().value()->hidden_model_id, "");
}

TEST_F(SessionTableTest, TheLatestIsTheOneThatBeganLast) {
  ASSERT_TRUE(sessions_.insert(make(500)).ok());
  const int64_t second = sessions_.insert(make(100)).value();  // the clock went back
  EXPECT_EQ(sessions_.latest().value()->session_id, second);
}

TEST_F(SessionTableTest, ANewSessionTakesTheStateOfTheFormer) {
  ASSERT_TRUE(sessions_.insert(make(100)).ok());
  ASSERT_TRUE(sessions_.insert(make(200)).ok());
  EXPECT_EQ(connection_->integer("SELECT count(*) FROM sessions WHERE hidden IS NOT NULL").value(), 1);
  EXPECT_FALSE(sessions_.latest().value()->hidden.empty());
}

TEST_F(SessionTableTest, EmptyOldSessionsAreRemoved) {
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(sessions_.insert(make(100)).ok());
  EventTable events(*connection_);
  Event event;
  event.event_id = "e";
  event.item_id = "a";
  ASSERT_TRUE(events.insert(event, 2).ok());
  ASSERT_TRUE(sessions_.remove_empty_before(4).ok());
  EXPECT_EQ(sessions_.count().value(), 2u);  // 2, which has an event, and 4
}

TEST_F(SessionTableTest, IdsAreNotUsedAgain) {
  ASSERT_TRUE(sessions_.insert(make(100)).ok());
  ASSERT_TRUE(sessions_.remove_all().ok());
  EXPECT_FALSE(sessions_.latest().value().has_value());
  EXPECT_EQ(sessions_.insert(make(100)).value(), 2);
}

TEST_F(SessionTableTest, IdsMayBeReserved) {
  EXPECT_EQ(sessions_.last_id().value(), 0);
  ASSERT_TRUE(sessions_.reserve_ids(7).ok());
  EXPECT_EQ(sessions_.insert(make(100)).value(), 8);
  ASSERT_TRUE(sessions_.reserve_ids(3).ok());  // below what was used
  EXPECT_EQ(sessions_.last_id().value(), 8);
  ASSERT_TRUE(sessions_.reserve_ids(20).ok());
  EXPECT_EQ(sessions_.insert(make(200)).value(), 21);
}

TEST_F(SessionTableTest, ASessionMayBringItsId) {
  SessionRecord session = make(100);
  session.session_id = 5;
  ASSERT_TRUE(sessions_.insert_as(session).ok());
  EXPECT_FALSE(sessions_.insert_as(session).ok());
  EXPECT_EQ(sessions_.last_id().value(), 5);
  session.session_id = 9;
  ASSERT_TRUE(sessions_.insert_as(session).ok());
  const auto all = sessions_.all().value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].session_id, 5);
  EXPECT_TRUE(all[0].hidden.empty());
  EXPECT_EQ(all[1].hidden, make(100).hidden);
  EXPECT_EQ(sessions_.insert(make(300)).value(), 10);
}

TEST_F(SessionTableTest, AStateOfTheWrongSizeIsCorrupt) {
  ASSERT_TRUE(sessions_.insert(make(100)).ok());
  ASSERT_TRUE(connection_->execute("UPDATE sessions SET hidden = x'010203'").ok());
  EXPECT_EQ(sessions_.latest().status().code(), Code::kCorrupt);
}

}  // namespace
}  // namespace nearshelf::store
