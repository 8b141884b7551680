#include "server_sync/server/store/sqlite/database.h"

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"

namespace nearshelf::server::sqlite {
namespace {

class DatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open(dir_.file("a.db"), Database::Access::kWrite);
    ASSERT_TRUE(opened.ok()) << opened.status().to_string();
    database_ = std::move(opened).value();
    ASSERT_TRUE(database_->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, blob BLOB)").ok());
  }

  nearshelf::testing::TempDir dir_;
  std::unique_ptr<Database> database_;
};

TEST_F(DatabaseTest, FlushesEveryCommit) {
  EXPECT_EQ(*database_->integer("PRAGMA synchronous"), 2);  // FULL
  EXPECT_EQ(*database_->integer("SELECT 'wal' = (SELECT * FROM pragma_journal_mode)"), 1);
  EXPECT_EQ(*database_->integer("PRAGMA secure_delete"), 1);
}

TEST_F(DatabaseTest, EmptyValuesAreNotNull) {
  ASSERT_TRUE(database_->query("INSERT INTO t VALUES (1, ?, ?)")
                  .bind(1, std::string_view())
                  .bind(2, std::span<const uint8_t>())
                  .run()
                  .ok());
  EXPECT_EQ(*database_->integer("SELECT text IS NOT NULL AND blob IS NOT NULL FROM t"), 1);
  EXPECT_EQ(database_->changes(), 1);
}

TEST_F(DatabaseTest, WhatIsNotCommittedDidNotHappen) {
  {
    auto transaction = database_->begin_write();
    ASSERT_TRUE(transaction.ok());
    ASSERT_TRUE(database_->query("INSERT INTO t VALUES (1, 'a', x'')").run().ok());
  }
  EXPECT_EQ(*database_->integer("SELECT count(*) FROM t"), 0);
  {
    auto transaction = database_->begin_write();
    ASSERT_TRUE(database_->query("INSERT INTO t VALUES (1, 'a', x'')").run().ok());
    ASSERT_TRUE(transaction->commit().ok());
  }
  EXPECT_EQ(*database_->integer("SELECT count(*) FROM t"), 1);
}

TEST_F(DatabaseTest, ErrorsOfBindingAndOfStatementsAreTold) {
  EXPECT_FALSE(database_->query("SELECT no_such_column FROM t").step().ok());
  EXPECT_FALSE(database_->query("SELECT id FROM t WHERE id = ?").bind(2, int64_t{1}).step().ok());
  ASSERT_TRUE(database_->query("INSERT INTO t VALUES (1, 'a', x'00')").run().ok());
  Query query = database_->query("SELECT blob FROM t");
  ASSERT_TRUE(*query.step());
  EXPECT_EQ(query.bytes32(0).status().code(), Code::kCorrupt);
}

TEST_F(DatabaseTest, AReaderCannotWrite) {
  auto reader = Database::open(dir_.file("a.db"), Database::Access::kRead);
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ((*reader)->execute("INSERT INTO t VALUES (1, 'a', x'')").code(), Code::kIo);
}

}  // namespace
}  // namespace nearshelf::server::sqlite
