// Connections that are kept, and transactions on them that begin again where that is right.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_POOL_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_POOL_H_

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/server/store/postgres/connection.h"

namespace nearshelf::server::postgres {

inline const Status& status_of(const Status& status) { return status; }
template <typename T>
const Status& status_of(const Result<T>& result) {
  return result.status();
}

// Threads: every method may be called from any thread.
class Pool {
 public:
  explicit Pool(std::string conninfo) : conninfo_(std::move(conninfo)) {}

  // Runs work(connection) in a transaction, and again when it did not take place for reasons that pass: the connection
  // was dead already (the database was restarted), or the transaction lost against another. A commit is never repeated.
  template <typename Work>
  auto write(Work work) -> decltype(work(std::declval<Connection&>())) {
    return attempt("BEGIN ISOLATION LEVEL READ COMMITTED", std::move(work));
  }
  // One unchanging view for all that is read.
  template <typename Work>
  auto read(Work work) -> decltype(work(std::declval<Connection&>())) {
    return attempt("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", std::move(work));
  }

 private:
  static constexpr int kAttempts = 4;
  static constexpr size_t kIdle = 8;

  template <typename Work>
  auto attempt(std::string_view begin, Work work) -> decltype(work(std::declval<Connection&>())) {
    for (int left = kAttempts - 1;; --left) {
      NEARSHELF_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, take());
      if (const Status begun = connection->run(begin); !begun.ok()) {
        if (left == 0 || !connection->broken()) return begun;
        drop_idle();  // they are as old as this one
        continue;
      }
      auto result = work(*connection);
      if (status_of(result).ok()) {
        const Status committed = connection->run("COMMIT");
        if (!committed.ok()) return committed;
        give_back(std::move(connection));
        return result;
      }
      const bool again = left > 0 && (connection->broken() || connection->may_retry());
      if (!connection->broken() && connection->run("ROLLBACK").ok()) give_back(std::move(connection));
      if (!again) return result;
    }
  }

  Result<std::unique_ptr<Connection>> take();
  void drop_idle();
  void give_back(std::unique_ptr<Connection> connection);

  const std::string conninfo_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_POOL_H_
