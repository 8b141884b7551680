// What the suite needs of the database that it runs on. Each program of the suite has one backend.
#ifndef NEARSHELF_TESTS_CONFORMANCE_STORES_BACKEND_H_
#define NEARSHELF_TESTS_CONFORMANCE_STORES_BACKEND_H_

#include <memory>
#include <string>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::server::testing {

// One database of a test's own.
class Backend {
 public:
  virtual ~Backend() = default;
  // May be called again, also while another store is open, and in a child process.
  virtual Result<std::unique_ptr<EventStore>> open() = 0;
  // SQL behind the store's back, in what both dialects have in common.
  virtual Status execute(const std::string& sql) = 0;
};

// Empty and new. Null, after a GTEST_SKIP or a failure, when the machine does not have the database.
std::unique_ptr<Backend> make_backend();

}  // namespace nearshelf::server::testing

#endif  // NEARSHELF_TESTS_CONFORMANCE_STORES_BACKEND_H_
