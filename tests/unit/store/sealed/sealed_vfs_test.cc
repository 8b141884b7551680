#include "sdk/store/sealed/sealed_vfs.h"

#include <filesystem>
#include <random>

#include "sdk/store/sqlite.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/store/sealed/sealed_fixture.h"

namespace nearshelf::store {
namespace {

using nearshelf::testing::read_text;
using nearshelf::testing::write_text;

class SealedVfsTest : public ::testing::Test {
 protected:
  std::unique_ptr<Connection> open(const std::string& journal) {
    auto connection = Connection::open(path_, 0, vfs_->name()).value();
    SealedVfs::reserve(connection->handle());
    EXPECT_TRUE(connection->execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = " + journal).ok());
    return connection;
  }
  // Every file of the database, one after the other.
  std::string all_files() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(dir_.path())) all += read_text(entry.path().string());
    return all;
  }

  const nearshelf::testing::TempDir dir_;
  const std::string path_ = dir_.file("sealed.db");
  const std::unique_ptr<SealedVfs> vfs_ =
      SealedVfs::create(kTestKey, *platform::host_platform().value().crypto).value();
};

TEST_F(SealedVfsTest, NothingReadableComesToTheDiskInAnyJournalMode) {
  for (const std::string journal : {"WAL", "TRUNCATE", "PERSIST", "DELETE"}) {
    SCOPED_TRACE(journal);
    ASSERT_TRUE(vfs_->remove(path_).ok());
    auto connection = open(journal);
    ASSERT_TRUE(connection->execute("CREATE TABLE secrets(text TEXT)").ok());
    for (int i = 0; i < 50; ++i) {
      ASSERT_TRUE(connection->execute("INSERT INTO secrets VALUES (printf('shopper-%0200d', 1))").ok());
    }
    ASSERT_TRUE(connection->execute("BEGIN; UPDATE secrets SET text = text || '-again'").ok());
    ASSERT_TRUE(connection->execute("PRAGMA cache_spill = 1; PRAGMA cache_size = 1; COMMIT").ok());
    const std::string files = all_files();
    EXPECT_EQ(files.find("shopper"), std::string::npos);
    EXPECT_EQ(files.find("secrets"), std::string::npos) << "nor the schema";
    EXPECT_EQ(files.find("SQLite format"), std::string::npos);
    connection.reset();
    connection = open(journal);
    EXPECT_EQ(connection->integer("SELECT count(*) FROM secrets WHERE text LIKE 'shopper-%-again'").value(), 50);
    EXPECT_EQ(connection->text("PRAGMA integrity_check").value(), "ok");
    connection.reset();
    EXPECT_EQ(vfs_->kind_of(path_).value(), FileKind::kSealed);
  }
}

TEST_F(SealedVfsTest, ALargeStatementThatIsTakenBackNeedsNoFile) {
  const auto connection = open("WAL");
  ASSERT_TRUE(connection
                  ->execute("CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT UNIQUE);"
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                            "INSERT INTO t SELECT i, printf('%0300d', i) FROM n")
                  .ok());
  // The last row breaks the rule; what the statement had done before is undone from its own journal, hundreds of pages.
  ASSERT_TRUE(connection->execute("BEGIN").ok());
  EXPECT_FALSE(connection
                   ->execute("UPDATE t SET text = CASE id WHEN 3000 THEN (SELECT text FROM t WHERE id = 1) "
                             "ELSE text || 'x' END")
                   .ok());
  EXPECT_EQ(connection->integer("SELECT count(*) FROM t WHERE text LIKE '%x'").value(), 0);
  ASSERT_TRUE(connection->execute("COMMIT").ok());
  EXPECT_EQ(connection->text("PRAGMA integrity_check").value(), "ok");
  for (const auto& entry : std::filesystem::directory_iterator(dir_.path())) {
    EXPECT_TRUE(entry.path().string().starts_with(path_)) << entry.path();
  }
}

TEST_F(SealedVfsTest, ARolledBackJournalIsSealedAndWorks) {
  auto connection = open("DELETE");
  ASSERT_TRUE(connection->execute("CREATE TABLE t(text TEXT); INSERT INTO t VALUES (printf('%09000d', 1))").ok());
  ASSERT_TRUE(connection->execute("BEGIN; UPDATE t SET text = 'changed'").ok());
  // As after a crash: the files as they are in the middle of a transaction.
  ASSERT_TRUE(connection->execute("PRAGMA cache_size = 1").ok());
  ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (printf('%0200000d', 2))").ok());
  const std::string database = read_text(path_);
  const std::string journal = read_text(path_ + "-journal");
  ASSERT_GT(journal.size(), 4096u) << "it has to hold pages for this test to say something";
  connection.reset();
  write_text(path_, database);
  write_text(path_ + "-journal", journal);
  connection = open("DELETE");
  EXPECT_EQ(connection->integer("SELECT count(*) FROM t").value(), 1);
  EXPECT_EQ(connection->integer("SELECT length(text) FROM t").value(), 9000);
  EXPECT_EQ(connection->text("PRAGMA integrity_check").value(), "ok");
}

TEST_F(SealedVfsTest, DamageIsAnErrorNeverWrongData) {
  {
    const auto connection = open("TRUNCATE");
    ASSERT_TRUE(connection->execute("CREATE TABLE t(text TEXT)").ok());
    for (int i = 0; i < 40; ++i) {
      ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (printf('%01000d', " + std::to_string(i) + "))").ok());
    }
  }
  const std::string whole = read_text(path_);
  std::mt19937 random(1);
  for (int round = 0; round < 100; ++round) {
    std::string damaged = whole;
    const size_t at = kSealHeaderBytes + random() % (whole.size() - kSealHeaderBytes);
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
    write_text(path_, damaged);
    const auto connection = Connection::open(path_, 0, vfs_->name());
    const auto sum = (*connection)->integer("SELECT sum(CAST(text AS INTEGER)) FROM t");
    if (sum.ok()) {
      EXPECT_EQ(sum.value(), 780);  // a page that the question did not touch
    } else {
      EXPECT_EQ(sum.status().code(), Code::kCorrupt) << sum.status().to_string();
    }
  }
}

TEST_F(SealedVfsTest, OpensNothingThatItCannotSeal) {
  const auto connection = open("DELETE");
  ASSERT_TRUE(connection->execute("CREATE TABLE t(a)").ok());
  // A transaction over two files needs one that names both.
  ASSERT_TRUE(connection->execute("ATTACH '" + dir_.file("second.db") + "' AS second").ok());
  EXPECT_FALSE(connection->execute("BEGIN; INSERT INTO t VALUES (1); CREATE TABLE second.t(a); COMMIT").ok());
}

TEST_F(SealedVfsTest, EveryOneHasANameOfItsOwn) {
  const auto other = SealedVfs::create({kTestKey}, *platform::host_platform().value().crypto).value();
  EXPECT_STRNE(other->name(), vfs_->name());
  EXPECT_TRUE(sqlite3_vfs_find(other->name()));
}

TEST_F(SealedVfsTest, ReadsTheBeginningOfAFile) {
  EXPECT_EQ(read_file_head(path_).value().size, 0u);
  write_text(path_, "abc");
  const FileHead head = read_file_head(path_).value();
  EXPECT_EQ(head.size, 3u);
  EXPECT_EQ(head.bytes, (Bytes{'a', 'b', 'c'}));
  EXPECT_FALSE(read_file_head(dir_.path()).ok()) << "a directory";
}

}  // namespace
}  // namespace nearshelf::store
