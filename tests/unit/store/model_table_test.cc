#include "sdk/store/model_table.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "sdk/store/migrations.h"

namespace nearshelf::store {
namespace {

class ModelTableTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(connection_->execute("PRAGMA foreign_keys = ON").ok());
    ASSERT_TRUE(migrate(*connection_).ok());
  }

  static std::vector<uint8_t> make_bytes(size_t size) {
    std::vector<uint8_t> bytes(size);
    for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>(i * 7 + i / 251);
    return bytes;
  }

  static ModelRecord make_record(size_t size, uint64_t rows_offset, uint64_t rows_size, uint64_t block) {
    ModelRecord record;
    record.model_id = "m";
    record.version = 0xF000'0000'0000'0001u;
    record.installed_ms = 123;
    record.size_bytes = size;
    std::iota(record.sha256.begin(), record.sha256.end(), uint8_t{1});
    record.rows_offset = rows_offset;
    record.rows_size = rows_size;
    record.rows_block_bytes = block;
    return record;
  }

  std::vector<int64_t> block_offsets() {
    std::vector<int64_t> offsets;
    Statement select = connection_->statement("SELECT byte_offset FROM model_block ORDER BY byte_offset");
    while (select.step().value()) offsets.push_back(select.integer(0));
    return offsets;
  }

  std::unique_ptr<Connection> connection_ = Connection::open("", 0).value();
  ModelTable models_{*connection_};
};

TEST_F(ModelTableTest, ThereIsNoneAtFirst) { EXPECT_FALSE(models_.current().value().has_value()); }

TEST_F(ModelTableTest, TheRecordAndTheBytesComeBack) {
  const auto bytes = make_bytes(100'003);
  const ModelRecord record = make_record(bytes.size(), 64, 81'920, 8'192);
  ASSERT_TRUE(models_.replace(record, bytes).ok());
  const ModelRecord read = *models_.current().value();
  EXPECT_EQ(read.model_id, "m");
  EXPECT_EQ(read.version, record.version);
  EXPECT_EQ(read.installed_ms, 123);
  EXPECT_EQ(read.size_bytes, bytes.size());
  EXPECT_EQ(read.sha256, record.sha256);
  EXPECT_EQ(read.rows_offset, 64u);
  EXPECT_EQ(read.rows_size, 81'920u);
  EXPECT_EQ(read.rows_block_bytes, 8'192u);
  std::vector<uint8_t> assembled(bytes.size());
  ASSERT_TRUE(models_.read(read, assembled).ok());
  EXPECT_EQ(assembled, bytes);
}

TEST_F(ModelTableTest, RowBlocksBeginAtTheRows) {
  const auto bytes = make_bytes(1000);
  ASSERT_TRUE(models_.replace(make_record(1000, 100, 700, 300), bytes).ok());
  EXPECT_EQ(block_offsets(), (std::vector<int64_t>{0, 100, 400, 700, 800}));
}

TEST_F(ModelTableTest, AnArtifactWithoutRowsIsAllChunks) {
  const auto bytes = make_bytes(2 * kChunkBytes + 1);
  const ModelRecord record = make_record(bytes.size(), 0, 0, 0);
  ASSERT_TRUE(models_.replace(record, bytes).ok());
  EXPECT_EQ(block_offsets(), (std::vector<int64_t>{0, kChunkBytes, 2 * kChunkBytes}));
  std::vector<uint8_t> assembled(bytes.size());
  ASSERT_TRUE(models_.read(record, assembled).ok());
  EXPECT_EQ(assembled, bytes);
}

TEST_F(ModelTableTest, AReplacementLeavesNothingOfTheFormer) {
  ASSERT_TRUE(models_.replace(make_record(1000, 100, 700, 300), make_bytes(1000)).ok());
  const auto bytes = make_bytes(10);
  const ModelRecord record = make_record(10, 0, 0, 0);
  ASSERT_TRUE(models_.replace(record, bytes).ok());
  EXPECT_EQ(block_offsets(), (std::vector<int64_t>{0}));
  std::vector<uint8_t> assembled(10);
  ASSERT_TRUE(models_.read(record, assembled).ok());
  EXPECT_EQ(assembled, bytes);
}

TEST_F(ModelTableTest, MissingAndMisplacedPiecesAreCorrupt) {
  const ModelRecord record = make_record(1000, 100, 700, 300);
  for (const char* damage :
       {"DELETE FROM model_block WHERE byte_offset = 0", "DELETE FROM model_block WHERE byte_offset = 400",
        "DELETE FROM model_block WHERE byte_offset = 800",
        "UPDATE model_block SET bytes = x'00' WHERE byte_offset = 100",
        "UPDATE model_block SET bytes = zeroblob(5000) WHERE byte_offset = 800",
        "UPDATE model_block SET byte_offset = -7 WHERE byte_offset = 0", "DELETE FROM model_block"}) {
    ASSERT_TRUE(models_.replace(record, make_bytes(1000)).ok());
    ASSERT_TRUE(connection_->execute(damage).ok()) << damage;
    std::vector<uint8_t> assembled(1000);
    EXPECT_EQ(models_.read(record, assembled).code(), Code::kCorrupt) << damage;
  }
}

}  // namespace
}  // namespace nearshelf::store
