// One SQLite connection of the server: statements that are prepared once, and transactions, in the terms of Status.
//
// Threads: none of this locks; whoever owns a connection serialises the calls.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_DATABASE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_DATABASE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"

struct sqlite3;
struct sqlite3_stmt;

namespace nearshelf::server::sqlite {

class Database;

// A prepared statement on loan: reset when it goes out of scope. What is bound is not copied and has to outlive the
// step; the first error of a bind is that of the step.
class Query {
 public:
  Query(Database* database, sqlite3_stmt* statement, int error)
      : database_(database), statement_(statement), error_(error) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  // From 1.
  Query& bind(int index, int64_t value);
  Query& bind(int index, std::string_view text);
  Query& bind(int index, std::span<const uint8_t> blob);

  // True while there is a row.
  Result<bool> step();
  // For a statement without rows; afterwards it may be bound and run again.
  Status run();

  // Of the row, from 0; views end with the next step.
  int64_t integer(int column) const;
  std::string_view text(int column) const;
  std::span<const uint8_t> blob(int column) const;
  // kCorrupt when the blob does not have 32 bytes.
  Result<protocol::Bytes32> bytes32(int column) const;

 private:
  void keep(int result);

  Database* database_;
  sqlite3_stmt* statement_;  // null when it could not be prepared
  int error_;
};

// Rolled back unless it was committed.
class Transaction {
 public:
  explicit Transaction(Database* database) : database_(database) {}
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  Status commit();

 private:
  Database* database_;
};

class Database {
 public:
  enum class Access { kWrite, kRead };

  // A writer makes the file, and sets it to a write-ahead log with a flush at each commit.
  static Result<std::unique_ptr<Database>> open(const std::string& path, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // `sql` is a literal: it is kept as the key. On loan only once at a time.
  Query query(std::string_view sql);
  // Any number of statements without parameters and rows.
  Status execute(const std::string& sql);
  // The integer that a statement gives, 0 when it gives none.
  Result<int64_t> integer(const std::string& sql);

  // For writing: takes the lock at once, so that nothing inside has to wait for it.
  Result<Transaction> begin_write();
  // One unchanging view for all reads inside.
  Result<Transaction> begin_read();

  // Moves the write-ahead log into the file and cuts it off. False when a reader is in the way.
  bool checkpoint();

  int64_t changes() const;
  int64_t last_id() const;
  Status error(int result) const;

 private:
  friend class Transaction;
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

  sqlite3* handle_;
  std::string path_;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;
};

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_DATABASE_H_
