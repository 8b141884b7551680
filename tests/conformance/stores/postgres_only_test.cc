// What only PostgreSQL can do to a store: restart, go away, be newer.
#include <gtest/gtest.h>

#include "server_sync/server/store/postgres/postgres_event_store.h"
#include "tests/conformance/stores/postgres_backend.h"
#include "tests/conformance/stores/store_suite.h"

namespace nearshelf::server::testing {
namespace {

class PostgresOnlyTest : public StoreTest {};

TEST_F(PostgresOnlyTest, ARestartOfTheDatabaseIsSurvived) {
  append(batch({event("a")}));
  EXPECT_EQ(ids_of(1).size(), 1u);
  postgres_server()->crash();
  const AppendBatch one = batch({event("b")});
  EXPECT_EQ(store_->append(std::span(&one, 1), kNow).status().code(), Code::kIo);
  EXPECT_EQ(store_->ping().code(), Code::kIo);
  const Status started = postgres_server()->start_again();
  ASSERT_TRUE(started.ok()) << started.to_string();
  EXPECT_TRUE(store_->ping().ok());
  EXPECT_EQ(verdicts(append(batch({event("a"), event("b")}))),
            (std::vector{protocol::Verdict::kDuplicate, protocol::Verdict::kStored}));
}

TEST_F(PostgresOnlyTest, IdleConnectionsThatDiedAreNoError) {
  append(batch({event("a")}));
  postgres_server()->crash();
  ASSERT_TRUE(postgres_server()->start_again().ok());
  append(batch({event("b")}));
  EXPECT_EQ(ids_of(1).size(), 2u);
}

TEST_F(PostgresOnlyTest, ANewerLayoutIsRefused) {
  ASSERT_TRUE(backend_->execute("UPDATE nearshelf_layout SET layout = layout + 1").ok());
  EXPECT_EQ(backend_->open().status().code(), Code::kUnsupportedVersion);
}

TEST_F(PostgresOnlyTest, NobodyThereIsAnErrorWithoutThePassword) {
  const auto store = open_postgres_store("host=127.0.0.1 port=1 user=x password=secret-word dbname=x");
  EXPECT_EQ(store.status().code(), Code::kIo);
  EXPECT_EQ(store.status().to_string().find("secret-word"), std::string::npos);
}

}  // namespace
}  // namespace nearshelf::server::testing
