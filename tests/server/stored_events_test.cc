#include "tests/server/stored_events.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/load/traffic.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server_test {
namespace {

TEST(StoredEventsTest, SeesWhatIsLostAndWhatIsThereTwice) {
  const load::Traffic traffic({.seed = 3, .sends = 4, .now_ms = 1'800'000'000'000});
  const testing::TempDir directory;
  const std::string path = directory.file("events.sqlite");
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  const std::string sql =
      "CREATE TABLE events (count INTEGER, body BLOB); CREATE TABLE event_keys (key); CREATE TABLE quarantine (count);"
      "INSERT INTO events VALUES (2, cast('x " +
      traffic.event_id(0) + "a" + traffic.event_id(2) +
      "' AS BLOB)),"
      " (1, cast('" +
      traffic.event_id(2) + "' AS BLOB)); INSERT INTO event_keys VALUES (1), (2);";
  ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  sqlite3_close(database);

  const StoredEvents stored = read_sqlite(path, 3);
  EXPECT_EQ(stored.error, "");
  EXPECT_EQ(stored.counted, 3);
  EXPECT_EQ(stored.keys, 2);
  EXPECT_EQ(stored.check({true, false, true, false}), "0 acknowledged events lost, 1 stored twice");
  EXPECT_EQ(stored.check({true, true, true, true}), "2 acknowledged events lost, 1 stored twice");
  EXPECT_EQ(read_sqlite(path, 4).check({false}), "");
  EXPECT_NE(read_sqlite(directory.file("nothing"), 3).check({}), "");
}

}  // namespace
}  // namespace nearshelf::server_test
