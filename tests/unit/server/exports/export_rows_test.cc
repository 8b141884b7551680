#include "server_sync/server/exports/export_rows.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace nearshelf::server {
namespace {

StoredEvent event() {
  StoredEvent made;
  made.event_id = "e1";
  made.session = 7;
  made.position = 2;
  made.kind = 3;
  made.time_ms = 1'700'000'000'000;
  made.received_ms = 1'700'000'000'500;
  made.item_id = "chair, \"oak\"";
  return made;
}

TEST(ExportRows, TrainingHasWhatTheTrainerReads) {
  EXPECT_EQ(export_header(ExportLayout::kTraining), "session_id,item_id,time,event_type\n");
  EXPECT_EQ(export_row(ExportLayout::kTraining, event()),
            export_session_id(event()) + ",\"chair, \"\"oak\"\"\",1700000000000,add_to_cart\n");
  StoredEvent nothing = event();
  nothing.item_id.clear();
  EXPECT_EQ(export_row(ExportLayout::kTraining, nothing), "");
}

TEST(ExportRows, ColumnsHaveEveryFieldInTheirOrder) {
  StoredEvent full = event();
  full.item_id = "a";
  full.dwell_ms = 5;
  full.scroll_percent = 60;
  full.quantity = 2;
  full.price = 20;
  full.rating = 4.5;
  const std::string row = export_row(ExportLayout::kColumns, full);
  EXPECT_EQ(row, export_session_id(full) + "\t2\t1700000000000\t1700000000500\tadd_to_cart\ta\t5\t60\t2\t20.0\t4.5\n");
  const std::string header = export_header(ExportLayout::kColumns);
  EXPECT_EQ(std::count(header.begin(), header.end(), '\t'), std::count(row.begin(), row.end(), '\t'));
  const std::string bare = export_row(ExportLayout::kColumns, event());
  EXPECT_EQ(bare.substr(bare.size() - 6), "\t\t\t\t\t\n");
}

TEST(ExportRows, ASessionIsNamedByPseudonymAndToken) {
  StoredEvent other = event();
  EXPECT_EQ(export_session_id(other).size(), 16u);
  EXPECT_EQ(export_session_id(other), export_session_id(event()));
  other.session = 8;
  EXPECT_NE(export_session_id(other), export_session_id(event()));
  other = event();
  other.pseudonym[31] = 1;
  EXPECT_NE(export_session_id(other), export_session_id(event()));
}

}  // namespace
}  // namespace nearshelf::server
