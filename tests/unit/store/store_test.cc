#include "sdk/store/store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "sdk/store/migrations.h"
#include "tests/support/fake_platform.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::store {
namespace {

using nearshelf::testing::read_text;
using nearshelf::testing::write_text;

class StoreTest : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Store>> open(bool rebuild = false) {
    StoreOptions options;
    options.path = path_;
    options.busy_timeout_ms = 0;
    options.rebuild_if_corrupt = rebuild;
    return Store::open(options, platform_.services());
  }
  std::unique_ptr<Store> open_ok() {
    auto store = open();
    EXPECT_TRUE(store.ok()) << store.status().to_string();
    return std::move(store).value();
  }

  static void add_event(Store& store, const std::string& id, const std::string& item) {
    auto transaction = store.begin();
    SessionRecord session;
    const int64_t session_id = store.sessions().insert(session).value();
    Event event;
    event.event_id = id;
    event.item_id = item;
    ASSERT_TRUE(store.events().insert(event, session_id).ok());
    ASSERT_TRUE(transaction->commit().ok());
  }

  static std::vector<uint8_t> make_bytes(size_t size, uint8_t seed) {
    std::vector<uint8_t> bytes(size);
    for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>(seed + i * 31 + i / 997);
    return bytes;
  }
  static ModelImage make_image(const std::vector<uint8_t>& bytes, uint64_t version) {
    ModelImage image;
    image.model_id = "model-" + std::to_string(version);
    image.version = version;
    image.bytes = bytes;
    image.rows_offset = 128;
    image.rows_size = 64 * 1000;
    image.row_bytes = 64;
    return image;
  }

  nearshelf::testing::TempDir dir_;
  nearshelf::testing::FakePlatform platform_;
  std::string path_ = dir_.file("shelf.db");
};

TEST_F(StoreTest, KeepsWhatWasCommitted) {
  add_event(*open_ok(), "e1", "a");
  const auto store = open_ok();
  EXPECT_EQ(store->events().count().value(), 1u);
  EXPECT_EQ(store->sessions().count().value(), 1u);
  EXPECT_TRUE(store->check().ok());
}

TEST_F(StoreTest, WithoutAPathNothingIsWritten) {
  path_.clear();
  add_event(*open_ok(), "e1", "a");
  EXPECT_EQ(open_ok()->events().count().value(), 0u);
  EXPECT_TRUE(std::filesystem::is_empty(dir_.path()));
}

TEST_F(StoreTest, IsHeldByOneAtATime) {
  auto first = open_ok();
  const auto second = open();
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), Code::kBusy);
  EXPECT_EQ(second.status().place(), path_);
  first.reset();
  EXPECT_TRUE(open().ok());
}

TEST_F(StoreTest, AClosedStoreIsOneFile) {
  auto store = open_ok();
  add_event(*store, "e1", "a");
  store.reset();
  EXPECT_FALSE(std::filesystem::exists(path_ + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path_ + "-shm"));
}

TEST_F(StoreTest, ADatabaseOfSomethingElseIsLeftAsItIs) {
  {
    const auto other = Connection::open(path_, 0).value();
    ASSERT_TRUE(other->execute("CREATE TABLE bookmarks(url TEXT)").ok());
  }
  const std::string before = read_text(path_);
  EXPECT_EQ(open().status().code(), Code::kInvalidArgument);
  EXPECT_EQ(open(true).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(read_text(path_), before);
}

TEST_F(StoreTest, ANewerDatabaseIsLeftAsItIs) {
  open_ok().reset();
  {
    const auto raw = Connection::open(path_, 0).value();
    ASSERT_TRUE(raw->execute("PRAGMA user_version = 1000").ok());
  }
  const std::string before = read_text(path_);
  const auto store = open(true);
  EXPECT_EQ(store.status().code(), Code::kUnsupportedVersion);
  EXPECT_EQ(store.status().place(), path_);
  EXPECT_EQ(read_text(path_), before);
}

TEST_F(StoreTest, ACorruptFileIsAnErrorAndKept) {
  write_text(path_, std::string(8192, 'x'));
  EXPECT_EQ(open().status().code(), Code::kCorrupt);
  EXPECT_EQ(read_text(path_), std::string(8192, 'x'));
}

TEST_F(StoreTest, ADamagedPageIsFoundAtOpen) {
  {
    auto store = open_ok();
    for (int i = 0; i < 300; ++i) add_event(*store, "event-" + std::to_string(i), "item");
  }
  std::string content = read_text(path_);
  ASSERT_GT(content.size(), 10u * 4096);
  content.replace(content.size() - 4096, 4096, std::string(4096, '\x55'));
  write_text(path_, content);
  EXPECT_EQ(open().status().code(), Code::kCorrupt);
}

TEST_F(StoreTest, RebuildingKeepsTheCorruptFileAside) {
  write_text(path_, std::string(8192, 'x'));
  write_text(path_ + "-wal", "log");
  const auto store = open(true);
  ASSERT_TRUE(store.ok()) << store.status().to_string();
  const std::string kept = store.value()->kept_corrupt_path();
  EXPECT_EQ(kept, path_ + ".corrupt-" + std::to_string(platform_.clock.now));
  EXPECT_EQ(read_text(kept), std::string(8192, 'x'));
  EXPECT_EQ(store.value()->events().count().value(), 0u);
}

TEST_F(StoreTest, ASoundFileIsNotRebuilt) {
  add_event(*open_ok(), "e1", "a");
  const auto store = open(true).value();
  EXPECT_EQ(store->kept_corrupt_path(), "");
  EXPECT_EQ(store->events().count().value(), 1u);
}

TEST_F(StoreTest, AModelComesBackWholeAfterReopening) {
  const auto bytes = make_bytes(100'000, 1);
  ASSERT_TRUE(open_ok()->install_model(make_image(bytes, 5)).ok());
  const auto store = open_ok();
  const ModelRecord record = *store->model_record().value();
  EXPECT_EQ(record.model_id, "model-5");
  EXPECT_EQ(record.version, 5u);
  EXPECT_EQ(record.installed_ms, platform_.clock.now);
  EXPECT_EQ(record.rows_block_bytes, 64u * kRowsPerBlock);
  std::vector<uint8_t> read(record.size_bytes);
  ASSERT_TRUE(store->read_model(record, read).ok());
  EXPECT_EQ(read, bytes);
}

TEST_F(StoreTest, ModelsOnlyGoForward) {
  const auto store = open_ok();
  const auto bytes = make_bytes(100'000, 1);
  ASSERT_TRUE(store->install_model(make_image(bytes, 5)).ok());
  const Status older = store->install_model(make_image(bytes, 4));
  EXPECT_EQ(older.code(), Code::kFailedPrecondition);
  EXPECT_EQ(store->model_record().value()->version, 5u);
  EXPECT_TRUE(store->install_model(make_image(bytes, 6)).ok());
  EXPECT_EQ(store->model_record().value()->version, 6u);
}

TEST_F(StoreTest, VersionsAreUnsigned) {
  const auto store = open_ok();
  const auto bytes = make_bytes(100'000, 1);
  ASSERT_TRUE(store->install_model(make_image(bytes, 0xFFFF'FFFF'FFFF'FFF0u)).ok());
  EXPECT_EQ(store->install_model(make_image(bytes, 5)).code(), Code::kFailedPrecondition);
}

TEST_F(StoreTest, AChangedByteOfTheModelIsFound) {
  ASSERT_TRUE(open_ok()->install_model(make_image(make_bytes(100'000, 1), 5)).ok());
  {
    const auto raw = Connection::open(path_, 0).value();
    ASSERT_TRUE(raw->execute("UPDATE model_block SET bytes = zeroblob(length(bytes)) WHERE byte_offset = 128").ok());
  }
  const auto store = open_ok();
  const ModelRecord record = *store->model_record().value();
  std::vector<uint8_t> read(record.size_bytes);
  EXPECT_EQ(store->read_model(record, read).code(), Code::kCorrupt);
}

TEST_F(StoreTest, ReplacingAModelDoesNotGrowTheFile) {
  const auto store = open_ok();
  ASSERT_TRUE(store->install_model(make_image(make_bytes(1'000'000, 1), 1)).ok());
  const uint64_t size = store->file_bytes().value();
  EXPECT_GE(size, 1'000'000u);
  for (uint64_t version = 2; version < 6; ++version) {
    ASSERT_TRUE(store->install_model(make_image(make_bytes(1'000'000, static_cast<uint8_t>(version)), version)).ok());
  }
  EXPECT_LE(store->file_bytes().value(), size + size / 20);
  EXPECT_LE(std::filesystem::file_size(path_ + "-wal"), 1u << 20);
}

TEST_F(StoreTest, ForgettingErasesTheBytesAndKeepsTheModel) {
  const auto store = open_ok();
  ASSERT_TRUE(store->install_model(make_image(make_bytes(100'000, 1), 1)).ok());
  for (int i = 0; i < 200; ++i) add_event(*store, "secret-event-" + std::to_string(i), "secret-item");
  ASSERT_TRUE(store->forget_all().ok());
  EXPECT_EQ(store->events().count().value(), 0u);
  EXPECT_EQ(store->sessions().count().value(), 0u);
  EXPECT_TRUE(store->model_record().value().has_value());
  EXPECT_EQ(read_text(path_).find("secret-"), std::string::npos);
  EXPECT_EQ(read_text(path_ + "-wal").find("secret-"), std::string::npos);
}

TEST_F(StoreTest, TheCacheIsBounded) {
  const auto store = open_ok();
  ASSERT_TRUE(store->install_model(make_image(make_bytes(8'000'000, 1), 1)).ok());
  const ModelRecord record = *store->model_record().value();
  std::vector<uint8_t> read(record.size_bytes);
  ASSERT_TRUE(store->read_model(record, read).ok());
  EXPECT_LE(store->memory_bytes(), 5u << 19);  // 2.5 MiB
}

TEST_F(StoreTest, CheckFindsWhatOpeningDoesNot) {
  add_event(*open_ok(), "e1", "a");
  {
    const auto raw = Connection::open(path_, 0).value();
    ASSERT_TRUE(raw->execute("PRAGMA foreign_keys = OFF; DELETE FROM sessions").ok());
  }
  const auto store = open_ok();
  EXPECT_EQ(store->check().code(), Code::kCorrupt);
}

}  // namespace
}  // namespace nearshelf::store
