// One SQLite connection with cached statements, in the terms of Status.
//
// Threads: none of this locks; its owner serialises the calls.
#ifndef NEARSHELF_SDK_STORE_SQLITE_H_
#define NEARSHELF_SDK_STORE_SQLITE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "sdk/base/status.h"

struct sqlite3;
struct sqlite3_stmt;

namespace nearshelf::store {

class Connection;

// A lease of a cached statement: reset and unbound when it goes out of scope. An error of a bind shows at step().
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Parameters are numbered from 1. Text and blobs are not copied: they must outlive the last step().
  Statement& bind(int index, int64_t value);
  Statement& bind(int index, double value);
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, std::span<const uint8_t> blob);
  Statement& bind_null(int index);

  // True: a row is there. False: done.
  Result<bool> step();
  // For statements without rows.
  Status run();

  // Columns are numbered from 0. Views live until the next step().
  bool is_null(int column) const;
  int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  std::span<const uint8_t> blob(int column) const;

 private:
  friend class Connection;
  Statement(Connection* connection, sqlite3_stmt* statement, int error)
      : connection_(connection), statement_(statement), error_(error) {}
  void keep(int result);

  Connection* connection_;
  sqlite3_stmt* statement_;  // null when it could not be prepared
  int error_;                // of the first call that failed
};

// Rolls back when it goes out of scope without a successful commit().
class Transaction {
 public:
  Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  // OK means durable. Otherwise nothing of it happened.
  Status commit();

 private:
  friend class Connection;
  explicit Transaction(Connection* connection) : connection_(connection) {}

  Connection* connection_;  // null when there is nothing left to roll back
};

// How the names of files in SQL are read.
enum class Names { kPaths, kUri };

class Connection {
 public:
  // Makes the file when it is absent; an empty path is a database in memory. vfs: one of SQLite's file systems by its
  // name, null = the default.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, int busy_timeout_ms,
                                                  const char* vfs = nullptr, Names names = Names::kPaths);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // `sql` must be a string literal or otherwise outlive the connection: it is the key of the cache. One lease of the
  // same text at a time.
  Statement statement(std::string_view sql);
  // Any number of statements without parameters, not cached.
  Status execute(const std::string& sql);
  // One integer of a statement without parameters; 0 when there is no row. Not cached.
  Result<int64_t> integer(const std::string& sql);
  Result<std::string> text(const std::string& sql);
  // Takes the write lock at once, so that nothing inside can fail for want of it.
  Result<Transaction> begin();

  const std::string& path() const { return path_; }
  sqlite3* handle() const { return database_; }
  // Rows that the last statement changed.
  int64_t changes() const;
  int64_t last_insert_id() const;
  // Heap of this connection: page cache, schema and statements.
  uint64_t memory_bytes() const;
  // Gives back what of it can be read or made again.
  void trim_memory();
  // The Status of an SQLite result code, with the file as its place.
  Status error(int result) const;

 private:
  friend class Transaction;
  Connection(sqlite3* database, std::string path) : database_(database), path_(std::move(path)) {}

  sqlite3* database_;
  std::string path_;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_SQLITE_H_
