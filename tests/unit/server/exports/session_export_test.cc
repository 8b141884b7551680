#include "server_sync/server/exports/session_export.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>

#include "server_sync/server/store/sqlite/sqlite_event_store.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

constexpr TimeMs kNow = 1'790'000'000'000;

std::string unpacked(const std::string& path) {
  std::string text(1 << 20, '\0');
  gzFile file = ::gzopen(path.c_str(), "rb");
  const int size = ::gzread(file, text.data(), static_cast<unsigned>(text.size()));
  ::gzclose(file);
  text.resize(size > 0 ? static_cast<size_t>(size) : 0);
  return text;
}

class SessionExportTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = open_sqlite_store(dir_.file("events.db"));
    ASSERT_TRUE(store.ok()) << store.status().to_string();
    store_ = std::move(store).value();
  }

  static AppendEvent event(const std::string& id, uint8_t person) {
    AppendEvent made;
    made.event.event_id = id;
    made.event.pseudonym.fill(person);
    made.event.kind = 1;
    made.event.purposes = protocol::kMeasurement | protocol::kModelImprovement;
    made.event.time_ms = kNow;
    made.event.item_id = "item-" + id;
    return made;
  }

  void append(std::vector<AppendEvent> events) {
    AppendBatch batch;
    batch.tenant = "shop";
    batch.events = std::move(events);
    ASSERT_TRUE(store_->append(std::span(&batch, 1), kNow).ok());
  }

  ExportOptions options(const std::string& name) {
    ExportOptions made;
    made.filter.tenant = "shop";
    made.filter.until_ms = kNow + 1;
    made.filter.purposes = 0;
    made.path = dir_.file(name);
    return made;
  }

  nearshelf::testing::TempDir dir_;
  std::unique_ptr<EventStore> store_;
};

TEST_F(SessionExportTest, OnlyWhatWasAgreedToAndIsThereGoesOut) {
  AppendEvent measured = event("measured", 1);
  measured.event.purposes = protocol::kMeasurement;
  AppendEvent held = event("held", 1);
  held.quarantine = "robot";
  AppendEvent later = event("later", 1);
  later.event.time_ms = kNow + 1;
  AppendEvent nothing = event("nothing", 1);
  nothing.event.item_id.clear();
  append({event("a", 1), measured, held, later, nothing, event("gone", 2), event("withdrawn", 3)});
  Bytes32 person;
  person.fill(2);
  ASSERT_TRUE(store_->erase({"shop", "r1", EraseScope::kAll, {person}}, kNow).ok());
  person.fill(3);
  ASSERT_TRUE(store_->erase({"shop", "r2", EraseScope::kModelImprovement, {person}}, kNow).ok());

  const auto report = export_sessions(*store_, options("out.csv.gz"));
  ASSERT_TRUE(report.ok()) << report.status().to_string();
  EXPECT_EQ(report->events, 1u);
  EXPECT_EQ(report->sessions, 1u);
  EXPECT_EQ(report->without_item, 1u);
  EXPECT_EQ(report->file_bytes, std::filesystem::file_size(dir_.file("out.csv.gz")));
  const std::string text = unpacked(dir_.file("out.csv.gz"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_NE(text.find(",item-a,"), std::string::npos) << text;

  ExportOptions columns = options("out.tsv.gz");
  columns.layout = ExportLayout::kColumns;
  EXPECT_EQ(export_sessions(*store_, columns)->events, 2u) << "also the event without an item";
}

TEST_F(SessionExportTest, ProgressIsToldAndCanGiveUp) {
  for (int batch = 0; batch < 5; ++batch) {
    std::vector<AppendEvent> events;
    for (int i = 0; i < 5'000; ++i) events.push_back(event(std::to_string(batch * 5'000 + i), 1));
    append(std::move(events));
  }
  ExportOptions asked = options("out.csv.gz");
  uint64_t told = 0;
  asked.progress = [&](uint64_t events) {
    told = events;
    return false;
  };
  EXPECT_EQ(export_sessions(*store_, asked).status().code(), Code::kCancelled);
  EXPECT_EQ(told, 20'000u);
  EXPECT_FALSE(std::filesystem::exists(asked.path));
  asked.progress = nullptr;
  EXPECT_EQ(export_sessions(*store_, asked)->events, 25'000u);
}

TEST_F(SessionExportTest, LayoutsHaveNames) {
  EXPECT_EQ(parse_export_layout("training"), ExportLayout::kTraining);
  EXPECT_EQ(parse_export_layout("columns"), ExportLayout::kColumns);
  EXPECT_EQ(parse_export_layout("parquet"), std::nullopt);
}

}  // namespace
}  // namespace nearshelf::server
