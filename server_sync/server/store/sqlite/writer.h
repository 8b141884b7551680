// The one connection that writes, with what it remembers between transactions.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_WRITER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_WRITER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sdk/base/status.h"
#include "server_sync/server/store/sqlite/database.h"

namespace nearshelf::server::sqlite {

using EventKey = std::array<uint8_t, 16>;

enum KeyFlag : int64_t { kStreamed = 1, kQuarantined = 2 };

// Empty when there is no such tenant.
Result<std::optional<int64_t>> find_tenant(Database& database, std::string_view name);

class Writer {
 public:
  static Result<std::unique_ptr<Writer>> open(const std::string& path);

  Database& database() { return *database_; }
  // Makes the tenant when it is new. Inside of a transaction.
  Result<int64_t> tenant(const std::string& name);
  // Empties the write-ahead log, as far as readers allow. Outside of a transaction.
  void cut_log();
  // What is remembered may not have been committed.
  void forget() { tenants_.clear(); }

  // 128 bits under a secret of this file: nobody can make two ids meet, and by chance they do not.
  EventKey event_key(int64_t tenant, std::string_view event_id) const;

 private:
  explicit Writer(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  std::unique_ptr<Database> database_;
  std::array<uint8_t, 16> secret_{};
  std::unordered_map<std::string, int64_t> tenants_;
};

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_WRITER_H_
