// The tests of the server's promises run on each of its stores.
#ifndef NEARSHELF_TESTS_SERVER_BACKEND_H_
#define NEARSHELF_TESTS_SERVER_BACKEND_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/server/server_process.h"
#include "tests/server/stored_events.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server_test {

enum class Backend { kSqlite, kPostgres };

// A server on a new store, with the token of a device; not started yet.
class BackendTest : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    std::vector<std::string> flags;
    if (GetParam() == Backend::kPostgres) {
      if (testing::PostgresServer::find_binaries().empty()) GTEST_SKIP() << "PostgreSQL is not installed";
      auto started = testing::PostgresServer::start();
      ASSERT_TRUE(started.ok()) << started.status().to_string();
      postgres_ = std::move(started.value());
      flags = {"--store-postgres", postgres_->conninfo()};
    }
    server_ = std::make_unique<ServerProcess>(directory_.path(), flags);
    token_ = server_->make_token("device");
    ASSERT_FALSE(token_.empty()) << server_->log();
  }

  StoredEvents read_stored(uint64_t seed) const {
    return postgres_ ? read_postgres(postgres_->conninfo(), seed)
                     : read_sqlite(server_->data() + "/events.sqlite", seed);
  }

  testing::TempDir directory_;
  std::unique_ptr<testing::PostgresServer> postgres_;
  std::unique_ptr<ServerProcess> server_;
  std::string token_;
};

inline std::string backend_name(const ::testing::TestParamInfo<Backend>& info) {
  return info.param == Backend::kSqlite ? "Sqlite" : "Postgres";
}

}  // namespace nearshelf::server_test

#endif  // NEARSHELF_TESTS_SERVER_BACKEND_H_
