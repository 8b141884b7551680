#include "server_sync/server/store/sqlite/layout.h"

#include <gtest/gtest.h>

#include "server_sync/server/store/sqlite/sqlite_event_store.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server::sqlite {
namespace {

using nearshelf::testing::TempDir;

std::unique_ptr<Database> database(const std::string& path) {
  auto opened = Database::open(path, Database::Access::kWrite);
  EXPECT_TRUE(opened.ok()) << opened.status().to_string();
  return std::move(opened).value();
}

TEST(Layout, IsMadeOnceAndMarked) {
  const TempDir dir;
  const auto file = database(dir.file("events.db"));
  ASSERT_TRUE(prepare_layout(*file).ok());
  ASSERT_TRUE(prepare_layout(*file).ok());
  EXPECT_EQ(*file->integer("PRAGMA application_id"), kApplicationId);
  EXPECT_EQ(*file->integer("PRAGMA user_version"), kLayout);
  EXPECT_EQ(*file->integer("SELECT count(*) FROM secrets"), 1);
}

TEST(Layout, ANewerOneIsRefusedAndLeftAlone) {
  const TempDir dir;
  {
    const auto file = database(dir.file("events.db"));
    ASSERT_TRUE(prepare_layout(*file).ok());
    ASSERT_TRUE(file->execute("PRAGMA user_version=" + std::to_string(kLayout + 1)).ok());
  }
  EXPECT_EQ(open_sqlite_store(dir.file("events.db")).status().code(), Code::kUnsupportedVersion);
  EXPECT_EQ(*database(dir.file("events.db"))->integer("PRAGMA user_version"), kLayout + 1);
}

TEST(Layout, AForeignDatabaseIsRefusedAndLeftAlone) {
  const TempDir dir;
  ASSERT_TRUE(database(dir.file("other.db"))->execute("CREATE TABLE mine (x)").ok());
  EXPECT_EQ(open_sqlite_store(dir.file("other.db")).status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(*database(dir.file("other.db"))->integer("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST(Layout, WhatIsNoDatabaseIsDamage) {
  const TempDir dir;
  nearshelf::testing::write_text(dir.file("text"), std::string(10'000, 'x'));
  EXPECT_EQ(open_sqlite_store(dir.file("text")).status().code(), Code::kCorrupt);
  EXPECT_EQ(open_sqlite_store("/no/such/directory/events.db").status().code(), Code::kIo);
}

}  // namespace
}  // namespace nearshelf::server::sqlite
