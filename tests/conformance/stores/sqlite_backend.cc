#include <sqlite3.h>

#include "server_sync/server/store/sqlite/sqlite_event_store.h"
#include "tests/conformance/stores/backend.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server::testing {
namespace {

class SqliteBackend final : public Backend {
 public:
  Result<std::unique_ptr<EventStore>> open() override { return open_sqlite_store(path()); }

  Status execute(const std::string& sql) override {
    sqlite3* handle = nullptr;
    int result = sqlite3_open(path().c_str(), &handle);
    if (result == SQLITE_OK) result = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
    const Status status = result == SQLITE_OK ? ok_status() : io_error(sqlite3_errmsg(handle));
    sqlite3_close(handle);
    return status;
  }

 private:
  std::string path() const { return dir_.file("events.db"); }

  nearshelf::testing::TempDir dir_;
};

}  // namespace

std::unique_ptr<Backend> make_backend() { return std::make_unique<SqliteBackend>(); }

}  // namespace nearshelf::server::testing
