#include "server_sync/server/store/postgres/pool.h"

namespace nearshelf::server::postgres {

Result<std::unique_ptr<Connection>> Pool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return Connection::open(conninfo_);
}

void Pool::drop_idle() {
  const std::lock_guard lock(mutex_);
  idle_.clear();
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kIdle) idle_.push_back(std::move(connection));
}

}  // namespace nearshelf::server::postgres
