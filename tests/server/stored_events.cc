#include "tests/server/stored_events.h"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
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

class SqliteReader {
 public:
  SqliteReader(const std::string& path, StoredEvents* result) : result_(result) {
    const int code = sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr);
    if (code != SQLITE_OK) result->error = path + ": " + sqlite3_errmsg(handle_);
  }
  ~SqliteReader() { sqlite3_close(handle_); }
  SqliteReader(const SqliteReader&) = delete;
  SqliteReader& operator=(const SqliteReader&) = delete;

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

class PostgresReader {
 public:
  PostgresReader(const std::string& conninfo, StoredEvents* result)
      : connection_(PQconnectdb(conninfo.c_str())), result_(result) {
    if (PQstatus(connection_) != CONNECTION_OK) result->error = PQerrorMessage(connection_);
  }
  ~PostgresReader() { PQfinish(connection_); }
  PostgresReader(const PostgresReader&) = delete;
  PostgresReader& operator=(const PostgresReader&) = delete;

  void begin() { PQclear(PQexec(connection_, "BEGIN ISOLATION LEVEL REPEATABLE READ")); }

  // The first column of each row, as text.
  template <typename Row>
  void each(const char* sql, const Row& row) {
    PGresult* rows = PQexec(connection_, sql);
    if (PQresultStatus(rows) != PGRES_TUPLES_OK) result_->error = std::string(sql) + ": " + PQerrorMessage(connection_);
    for (int i = 0; i < PQntuples(rows); ++i) row(PQgetvalue(rows, i, 0));
    PQclear(rows);
  }

  int64_t number(const char* sql) {
    int64_t value = -1;
    each(sql, [&](const char* text) { value = std::atoll(text); });
    return value;
  }

 private:
  PGconn* connection_;
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
  SqliteReader reader(path, &stored);
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

StoredEvents read_postgres(const std::string& conninfo, uint64_t seed) {
  StoredEvents stored;
  PostgresReader reader(conninfo, &stored);
  if (!stored.error.empty()) return stored;
  // One view of the data: a killed server's last transaction may still be on its way.
  reader.begin();
  reader.each("SELECT event_id FROM events", [&](std::string_view id) {
    const auto number = load::Traffic::number_of(id, seed);
    if (number) ++stored.times[*number];
  });
  stored.counted = reader.number("SELECT count(*) FROM events");
  stored.keys = reader.number("SELECT count(*) FROM event_keys");
  stored.quarantined = reader.number("SELECT count(*) FROM quarantine");
  return stored;
}

}  // namespace nearshelf::server_test
