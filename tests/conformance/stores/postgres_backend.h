// The PostgreSQL of this test program, started once, and stopped at its end.
#ifndef NEARSHELF_TESTS_CONFORMANCE_STORES_POSTGRES_BACKEND_H_
#define NEARSHELF_TESTS_CONFORMANCE_STORES_POSTGRES_BACKEND_H_

#include "tests/support/postgres_server.h"

namespace nearshelf::server::testing {

// Null, after a failure where CI is set, when PostgreSQL is not installed.
nearshelf::testing::PostgresServer* postgres_server();

// A connection text with a new, empty schema of its own.
std::string new_schema(nearshelf::testing::PostgresServer& server);

}  // namespace nearshelf::server::testing

#endif  // NEARSHELF_TESTS_CONFORMANCE_STORES_POSTGRES_BACKEND_H_
