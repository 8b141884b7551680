// The loop: what devices sent is exported from the store, trained on, and becomes a model.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "server_sync/data/time_text.h"
#include "server_sync/protocol/names.h"
#include "server_sync/server/exports/session_export.h"
#include "server_sync/server/store/digest.h"
#include "server_sync/server/store/sqlite/sqlite_event_store.h"
#include "tests/e2e/process.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::e2e {
namespace {

using nlohmann::json;
using testing::TempDir;

std::string unpacked(const std::string& path) {
  std::string text;
  char buffer[1 << 16];
  gzFile file = ::gzopen(path.c_str(), "rb");
  for (int got = 0; file && (got = ::gzread(file, buffer, sizeof(buffer))) > 0;) {
    text.append(buffer, static_cast<size_t>(got));
  }
  if (file) ::gzclose(file);
  return text;
}

// The events of a sample shop as its devices would have sent them: a pseudonym a session, positions in their order.
std::vector<server::AppendEvent> events_of(const std::string& csv) {
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  std::vector<std::string> columns;
  for (std::istringstream header(line); std::getline(header, line, ',');) columns.push_back(line);
  const auto column = [&](const std::string& name) {
    const auto found = std::find(columns.begin(), columns.end(), name);
    EXPECT_NE(found, columns.end()) << name;
    return static_cast<size_t>(found - columns.begin());
  };
  const size_t session = column("session"), item = column("item"), time = column("time"), kind = column("event");
  std::vector<server::AppendEvent> events;
  uint32_t position = 0;
  while (std::getline(lines, line)) {
    std::vector<std::string> fields;
    for (std::istringstream row(line); std::getline(row, line, ',');) fields.push_back(line);
    // The sample has rows with faults; a device sends no time without a zone.
    const data::ParsedTime when = data::parse_time(fields[time], /*assume_utc=*/false);
    if (when.error != data::TimeTextError::kNone) continue;
    server::AppendEvent made;
    made.event.event_id = "e" + std::to_string(events.size());
    made.event.pseudonym = server::sha256(fields[session]);
    made.event.session = 1;
    made.event.position = position++;
    made.event.kind = protocol::kind_of(fields[kind]).value_or(0);
    made.event.purposes = protocol::kMeasurement | protocol::kModelImprovement;
    made.event.time_ms = when.time;
    made.event.item_id = fields[item];
    made.event.body_hash = server::sha256(line);
    events.push_back(std::move(made));
  }
  return events;
}

TEST(ExportLoop, ASampleShopsEventsBecomeAModel) {
  const TempDir dir;
  const Outcome shop = nearshelf({"sample-shop", "--out", dir.file("shop"), "--products", "300", "--sessions", "4000"});
  ASSERT_EQ(shop.exit_code, 0) << shop.err;
  const std::vector<server::AppendEvent> events = events_of(unpacked(dir.file("shop/events.csv.gz")));
  ASSERT_GT(events.size(), 4'000u);

  auto store = server::open_sqlite_store(dir.file("events.db"));
  ASSERT_TRUE(store.ok()) << store.status().to_string();
  constexpr size_t kBatch = 500;
  TimeMs last_ms = 0;
  for (size_t begin = 0; begin < events.size(); begin += kBatch) {
    server::AppendBatch batch;
    batch.tenant = "shop";
    batch.events.assign(events.begin() + static_cast<std::ptrdiff_t>(begin),
                        events.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kBatch, events.size())));
    for (const auto& one : batch.events) last_ms = std::max(last_ms, one.event.time_ms);
    // Every batch comes twice, as after a lost reply.
    for (int time = 0; time < 2; ++time) ASSERT_TRUE((*store)->append(std::span(&batch, 1), last_ms).ok());
  }
  server::ExportOptions options;
  options.filter.tenant = "shop";
  options.filter.until_ms = last_ms + 1;
  options.path = dir.file("sessions.csv.gz");
  const auto report = server::export_sessions(**store, options);
  ASSERT_TRUE(report.ok()) << report.status().to_string();
  EXPECT_EQ(report->events, events.size());

  const auto train = [&](const std::string& sessions, const std::string& out) {
    const Outcome outcome = nearshelf({"train", "--sessions", sessions, "--items", dir.file("shop/items.tsv"), "--out",
                                       dir.file(out), "--epochs", "1", "--dim", "32", "--hidden-size", "32", "--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.exit_code == 0 ? json::parse(outcome.out) : json();
  };
  const json direct = train(dir.file("shop/events.csv.gz"), "direct.nsm");
  const json looped = train(options.path, "looped.nsm");
  ASSERT_FALSE(direct.is_null() || looped.is_null());
  // The trainer sees the same clicks, sessions and items on both ways.
  EXPECT_EQ(looped["data"]["kept"], direct["data"]["kept"]);
  EXPECT_EQ(looped["data"]["window"], direct["data"]["window"]);
  EXPECT_GT(std::filesystem::file_size(dir.file("looped.nsm")), 10'000u);
}

}  // namespace
}  // namespace nearshelf::e2e
