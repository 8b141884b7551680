#include "sdk/store/migrations.h"

#include <gtest/gtest.h>

#include <string>

#include "sdk/store/consent_table.h"
#include "sdk/store/counter_table.h"
#include "sdk/store/erase_table.h"
#include "sdk/store/event_table.h"
#include "sdk/store/key_values.h"
#include "sdk/store/model_table.h"
#include "sdk/store/outbox_table.h"
#include "sdk/store/pseudonym_table.h"
#include "sdk/store/session_table.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::store {
namespace {

std::unique_ptr<Connection> memory() { return Connection::open("", 0).value(); }

TEST(Migrations, AnEmptyDatabaseBecomesOurs) {
  const auto connection = memory();
  ASSERT_TRUE(check_identity(*connection).ok());
  ASSERT_TRUE(migrate(*connection).ok());
  EXPECT_EQ(connection->integer("PRAGMA application_id").value(), kApplicationId);
  EXPECT_EQ(connection->integer("PRAGMA user_version").value(), schema_version());
  EXPECT_TRUE(check_identity(*connection).ok());
}

TEST(Migrations, AgainChangesNothing) {
  const auto connection = memory();
  ASSERT_TRUE(migrate(*connection).ok());
  ASSERT_TRUE(KeyValues(*connection).put("a", 1).ok());
  ASSERT_TRUE(migrate(*connection).ok());
  EXPECT_EQ(KeyValues(*connection).integer("a").value(), 1);
}

TEST(Migrations, TablesAreStrict) {
  const auto connection = memory();
  ASSERT_TRUE(migrate(*connection).ok());
  EXPECT_EQ(connection
                ->integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                          "AND sql NOT LIKE '%) STRICT%'")
                .value(),
            0);
  EXPECT_FALSE(connection->execute("INSERT INTO sessions(started_ms, last_active_ms) VALUES('noon', 0)").ok());
}

TEST(Migrations, ADatabaseOfSomethingElseIsRefused) {
  const auto connection = memory();
  ASSERT_TRUE(connection->execute("CREATE TABLE bookmarks(url TEXT)").ok());
  EXPECT_EQ(check_identity(*connection).code(), Code::kInvalidArgument);
  const auto marked = memory();
  ASSERT_TRUE(marked->execute("PRAGMA application_id = 77").ok());
  EXPECT_EQ(check_identity(*marked).code(), Code::kInvalidArgument);
}

TEST(Migrations, ANewerLayoutIsRefused) {
  const auto connection = memory();
  ASSERT_TRUE(migrate(*connection).ok());
  ASSERT_TRUE(connection->execute("PRAGMA user_version = " + std::to_string(schema_version() + 1)).ok());
  EXPECT_EQ(check_identity(*connection).code(), Code::kUnsupportedVersion);
}

TEST(Migrations, AFailedMigrationChangesNothing) {
  const auto connection = memory();
  // The last statement of the first migration will fail.
  ASSERT_TRUE(connection->execute("CREATE TABLE x(item_id TEXT); CREATE INDEX events_purchased ON x(item_id)").ok());
  EXPECT_FALSE(migrate(*connection).ok());
  EXPECT_EQ(connection->integer("SELECT count(*) FROM sqlite_schema").value(), 2);
  EXPECT_EQ(connection->integer("PRAGMA user_version").value(), 0);
}

// Every layout that was ever released, with a little in every table, as "sqlite3 FILE .dump" wrote it.
class OldLayoutTest : public ::testing::TestWithParam<int> {};

TEST_P(OldLayoutTest, IsBroughtToThePresentOneWithAllItHolds) {
  const auto connection = memory();
  const std::string fixture = NEARSHELF_SOURCE_DIR "/tests/unit/store/fixtures/layout_" + std::to_string(GetParam());
  ASSERT_TRUE(connection->execute(nearshelf::testing::read_text(fixture + ".sql")).ok());
  ASSERT_EQ(connection->integer("PRAGMA user_version").value(), GetParam());
  ASSERT_TRUE(check_identity(*connection).ok());
  ASSERT_TRUE(migrate(*connection).ok());
  EXPECT_EQ(connection->integer("PRAGMA user_version").value(), schema_version());

  EXPECT_EQ(KeyValues(*connection).integer("model.version_floor").value(), 7);
  const auto session = SessionTable(*connection).latest().value();
  ASSERT_TRUE(session.has_value());
  EXPECT_EQ(session->session_id, 2);
  EXPECT_EQ(session->hidden, (std::vector<float>{0.0f, 1.0f}));
  EventTable events(*connection);
  EXPECT_EQ(events.count().value(), 3u);
  EXPECT_EQ(events.find("fixture-3").value(), 2);
  EXPECT_EQ(events.purchased_items().value(), std::vector<std::string>{"sku-1"});
  ModelTable models(*connection);
  const auto record = models.current().value();
  ASSERT_TRUE(record.has_value());
  std::vector<uint8_t> bytes(record->size_bytes);
  ASSERT_TRUE(models.read(*record, bytes).ok());
  EXPECT_EQ(bytes, (std::vector<uint8_t>{1, 2, 3, 4, 5}));

  // What came with layout 2.
  const bool had_consent = GetParam() >= 2;
  const auto decision = ConsentTable(*connection).latest().value();
  ASSERT_EQ(decision.has_value(), had_consent);
  EXPECT_EQ(PseudonymTable(*connection).secret().value().has_value(), had_consent);
  EXPECT_EQ(PseudonymTable(*connection).all().value().size(), had_consent ? 1u : 0u);
  EXPECT_EQ(EraseTable(*connection).pending().value(), had_consent ? 1u : 0u);
  EXPECT_EQ(CounterTable(*connection).get(kDroppedCounter).value(), had_consent ? 9 : 0);
  const auto queued = OutboxTable(*connection).oldest(10, 10'000, {}).value();
  ASSERT_EQ(queued.size(), had_consent ? 1u : 0u);
  if (!had_consent) return;
  EXPECT_EQ(decision->effective, 3u);
  EXPECT_EQ(queued[0].event.event_id, "fixture-2");
  EXPECT_EQ(queued[0].session_token, ~uint64_t{1});
}

INSTANTIATE_TEST_SUITE_P(Released, OldLayoutTest, ::testing::Range(1, schema_version() + 1));

}  // namespace
}  // namespace nearshelf::store
