#include "tests/conformance/stores/postgres_backend.h"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <cstdlib>

#include "server_sync/server/store/postgres/postgres_event_store.h"
#include "tests/conformance/stores/backend.h"

namespace nearshelf::server::testing {
namespace {

using nearshelf::testing::PostgresServer;

class Server final : public ::testing::Environment {
 public:
  void SetUp() override {
    auto started = PostgresServer::start();
    if (started.ok()) {
      server = std::move(started).value();
    } else if (started.status().code() != Code::kNotFound || std::getenv("CI")) {
      ADD_FAILURE() << started.status().to_string();
    }
  }
  void TearDown() override { server.reset(); }

  std::unique_ptr<PostgresServer> server;
};

// GoogleTest owns it.
Server* const environment = static_cast<Server*>(::testing::AddGlobalTestEnvironment(new Server));

Status run(const std::string& conninfo, const std::string& sql) {
  PGconn* connection = PQconnectdb(conninfo.c_str());
  PGresult* result = PQexec(connection, sql.c_str());
  const ExecStatusType code = PQresultStatus(result);
  const Status status =
      code == PGRES_COMMAND_OK || code == PGRES_TUPLES_OK ? ok_status() : io_error(PQerrorMessage(connection));
  PQclear(result);
  PQfinish(connection);
  return status;
}

class PostgresBackend final : public Backend {
 public:
  explicit PostgresBackend(std::string conninfo) : conninfo_(std::move(conninfo)) {}

  Result<std::unique_ptr<EventStore>> open() override { return open_postgres_store(conninfo_); }
  Status execute(const std::string& sql) override { return run(conninfo_, sql); }

 private:
  std::string conninfo_;
};

}  // namespace

PostgresServer* postgres_server() { return environment->server.get(); }

std::string new_schema(PostgresServer& server) {
  static int schemas = 0;
  const std::string name = "test_" + std::to_string(++schemas);
  const Status made = run(server.conninfo(), "CREATE SCHEMA " + name);
  EXPECT_TRUE(made.ok()) << made.to_string();
  return server.conninfo() + " options='-c search_path=" + name + " -c client_min_messages=warning'";
}

std::unique_ptr<Backend> make_backend() {
  if (!postgres_server()) return nullptr;
  return std::make_unique<PostgresBackend>(new_schema(*postgres_server()));
}

}  // namespace nearshelf::server::testing
