#include "tests/server/stored_events.h"

#include <sqlite3.h>

#include <algorithm>
#include <string_view>

#include "tests/load/traffic.h"

namespace nearshelf::server_test {
namespace {

// Event ids stand in a chunk as they are, and each proves itself: looking for them needs no knowledge of the format.
void find_ids(std::string_view chunk, uint64_t seed, std::unordered_map<uint32_t, int>* times) {
  for (size_t at = 0; at < chunk.size(); ++at) {
    if (const auto number = load::Traffic::number_of(chunk.substr(at), seed)) ++(*times)[*number];
  }
}

class Reader {
 public:
  Reader(const std::string& path, StoredEvents* result) : result_(result) {
    const int code = sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr);
    if (code != SQLITE_OK) result->error = path + ": " + sqlite3_errmsg(handle_);
  }
  ~Reader() { sqlite3_close(handle_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  template <typename Row>
  void each(const char* sql, const Row& row) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
      code = sqlite3_step(statement);
      if (code == SQLITE_ROW) row(statement);
      if (code == SQLITE_DONE) break;
    }
    if (code != SQLITE_DONE) result_->error = std::string(sql) + ": " + sqlite3_errmsg(handle_);
    sqlite3_finalize(statement);
  }

  int64_t number(const char* sql) {
    int64_t value = -1;
    each(sql, [&](sqlite3_stmt* row) { value = sqlite3_column_int64(row, 0); });
    return value;
  }

  std::string text(const char* sql) {
    std::string value;
    each(sql, [&](sqlite3_stmt* row) { value = reinterpret_cast<const char*>(sqlite3_column_text(row, 0)); });
    return value;
  }

 private:
  sqlite3* handle_ = nullptr;
  StoredEvents* result_;
};

}  // namespace

std::string StoredEvents::check(const std::vector<bool>& acknowledged) const {
  if (!error.empty()) return error;
  size_t lost = 0;
  for (size_t i = 0; i < acknowledged.size(); ++i) {
    if (acknowledged[i] && !times.contains(static_cast<uint32_t>(i))) ++lost;
  }
  const auto twice = std::count_if(times.begin(), times.end(), [](const auto& entry) { return entry.second != 1; });
  if (lost == 0 && twice == 0) return {};
  return std::to_string(lost) + " acknowledged events lost, " + std::to_string(twice) + " stored twice";
}

StoredEvents read_sqlite(const std::string& path, uint64_t seed) {
  StoredEvents stored;
  Reader reader(path, &stored);
  if (!stored.error.empty()) return stored;
  if (const std::string check = reader.text("PRAGMA integrity_check"); check != "ok") stored.error = check;
  reader.each("SELECT body FROM events", [&](sqlite3_stmt* row) {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, 0));
    find_ids({bytes, static_cast<size_t>(sqlite3_column_bytes(row, 0))}, seed, &stored.times);
  });
  stored.counted = reader.number("SELECT coalesce(sum(count), 0) FROM events");
  stored.keys = reader.number("SELECT count(*) FROM event_keys");
  stored.quarantined = reader.number("SELECT coalesce(sum(count), 0) FROM quarantine");
  return stored;
}

}  // namespace nearshelf::server_test
