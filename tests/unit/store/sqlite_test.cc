#include "sdk/store/sqlite.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "tests/support/temp_dir.h"

namespace nearshelf::store {
namespace {

class SqliteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    connection_ = Connection::open("", 0).value();
    ASSERT_TRUE(connection_->execute("CREATE TABLE t(i INTEGER, r REAL, s TEXT, b BLOB)").ok());
  }

  int64_t rows() { return connection_->integer("SELECT count(*) FROM t").value(); }

  std::unique_ptr<Connection> connection_;
};

TEST_F(SqliteTest, EveryTypeComesBackAsItWasBound) {
  const std::string text("a\0b", 3);
  const std::array<uint8_t, 3> blob = {0, 255, 7};
  ASSERT_TRUE(connection_->statement("INSERT INTO t VALUES(?1, ?2, ?3, ?4)")
                  .bind(1, int64_t{-5})
                  .bind(2, 0.1)
                  .bind(3, std::string_view(text))
                  .bind(4, std::span<const uint8_t>(blob))
                  .run()
                  .ok());
  Statement select = connection_->statement("SELECT i, r, s, b FROM t");
  ASSERT_TRUE(select.step().value());
  EXPECT_EQ(select.integer(0), -5);
  EXPECT_EQ(select.real(1), 0.1);
  EXPECT_EQ(select.text(2), text);
  EXPECT_TRUE(std::equal(blob.begin(), blob.end(), select.blob(3).begin(), select.blob(3).end()));
  EXPECT_FALSE(select.step().value());
}

TEST_F(SqliteTest, EmptyTextAndBlobAreNotNull) {
  ASSERT_TRUE(connection_->statement("INSERT INTO t(s, b) VALUES(?1, ?2)")
                  .bind(1, std::string_view())
                  .bind(2, std::span<const uint8_t>())
                  .run()
                  .ok());
  Statement select = connection_->statement("SELECT s, b, i FROM t");
  ASSERT_TRUE(select.step().value());
  EXPECT_FALSE(select.is_null(0));
  EXPECT_FALSE(select.is_null(1));
  EXPECT_TRUE(select.is_null(2));
}

TEST_F(SqliteTest, ACachedStatementStartsWithoutTheFormerParameters) {
  constexpr std::string_view kInsert = "INSERT INTO t(i) VALUES(?1)";
  ASSERT_TRUE(connection_->statement(kInsert).bind(1, int64_t{7}).run().ok());
  ASSERT_TRUE(connection_->statement(kInsert).run().ok());
  EXPECT_EQ(connection_->integer("SELECT count(*) FROM t WHERE i IS NULL").value(), 1);
}

TEST_F(SqliteTest, AnErrorOfABindShowsAtStep) {
  Statement insert = connection_->statement("INSERT INTO t(i) VALUES(?1)");
  EXPECT_FALSE(insert.bind(2, int64_t{7}).run().ok());
  EXPECT_EQ(rows(), 0);
}

TEST_F(SqliteTest, AnErrorOfThePreparationShowsAtStep) {
  const Status status = connection_->statement("SELECT 1 FROM nowhere").bind(1, int64_t{1}).run();
  EXPECT_EQ(status.code(), Code::kInternal);
  EXPECT_NE(status.message().find("no such table"), std::string::npos) << status.message();
}

TEST_F(SqliteTest, ATransactionIsUndoneUnlessCommitted) {
  {
    auto transaction = connection_->begin();
    ASSERT_TRUE(transaction.ok());
    ASSERT_TRUE(connection_->execute("INSERT INTO t(i) VALUES(1)").ok());
  }
  EXPECT_EQ(rows(), 0);
  {
    auto transaction = connection_->begin();
    ASSERT_TRUE(connection_->execute("INSERT INTO t(i) VALUES(1)").ok());
    ASSERT_TRUE(transaction->commit().ok());
  }
  EXPECT_EQ(rows(), 1);
}

TEST_F(SqliteTest, ChangesAndInsertIdsAreThoseOfTheLastStatement) {
  ASSERT_TRUE(connection_->execute("INSERT INTO t(i) VALUES(1), (2), (3)").ok());
  EXPECT_EQ(connection_->last_insert_id(), 3);
  ASSERT_TRUE(connection_->statement("DELETE FROM t WHERE i > 1").run().ok());
  EXPECT_EQ(connection_->changes(), 2);
}

TEST_F(SqliteTest, TextOfNoRowIsEmpty) {
  EXPECT_EQ(connection_->text("SELECT s FROM t").value(), "");
  EXPECT_EQ(connection_->integer("SELECT i FROM t").value(), 0);
}

TEST_F(SqliteTest, KnowsItsMemory) { EXPECT_GT(connection_->memory_bytes(), 1000u); }

TEST(SqliteOpen, AMissingDirectoryIsAnIoErrorWithThePath) {
  const auto connection = Connection::open("/nearshelf/does/not/exist.db", 0);
  ASSERT_FALSE(connection.ok());
  EXPECT_EQ(connection.status().code(), Code::kIo);
  EXPECT_EQ(connection.status().place(), "/nearshelf/does/not/exist.db");
}

TEST(SqliteErrors, CodesAreTold) {
  const auto connection = Connection::open("", 0).value();
  EXPECT_EQ(connection->error(13 /* SQLITE_FULL */).code(), Code::kNoSpace);
  EXPECT_EQ(connection->error(5 /* SQLITE_BUSY */).code(), Code::kBusy);
  EXPECT_EQ(connection->error(11 /* SQLITE_CORRUPT */).code(), Code::kCorrupt);
  EXPECT_EQ(connection->error(26 /* SQLITE_NOTADB */).code(), Code::kCorrupt);
  EXPECT_EQ(connection->error(10 | 3 << 8 /* SQLITE_IOERR_WRITE */).code(), Code::kIo);
  EXPECT_EQ(connection->error(8 /* SQLITE_READONLY */).code(), Code::kIo);
  EXPECT_EQ(connection->error(7 /* SQLITE_NOMEM */).code(), Code::kOutOfMemory);
  EXPECT_EQ(connection->error(18 /* SQLITE_TOOBIG */).code(), Code::kLimit);
  EXPECT_EQ(connection->error(19 /* SQLITE_CONSTRAINT */).code(), Code::kInternal);
}

}  // namespace
}  // namespace nearshelf::store
