#include "sdk/store/sqlite.h"

#include <sqlite3.h>

#include <cstdlib>

namespace nearshelf::store {
namespace {

struct ErrorText {
  Code code;
  const char* advice;
};

ErrorText describe(int result) {
  switch (result & 0xff) {
    case SQLITE_FULL: return {Code::kNoSpace, "the disk is full; free some space and try again"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {Code::kBusy, "another process or handle has the database open; close it first"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Code::kCorrupt, "the database is damaged; restore it or open it with rebuild_if_corrupt"};
    case SQLITE_CANTOPEN:
      return {Code::kIo, "the database cannot be opened; does its directory exist and allow writing?"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return {Code::kIo, "the database cannot be written; check its permissions"};
    case SQLITE_IOERR: return {Code::kIo, "the disk refused a read or a write"};
    case SQLITE_NOMEM: return {Code::kOutOfMemory, "out of memory"};
    case SQLITE_TOOBIG: return {Code::kLimit, "a value is larger than the database allows"};
    case SQLITE_INTERRUPT: return {Code::kCancelled, "interrupted"};
    default: return {Code::kInternal, "unexpected database error"};
  }
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)), error_(other.error_) {}

Statement::~Statement() {
  if (!statement_) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Statement::keep(int result) {
  if (error_ == SQLITE_OK) error_ = result;
}

Statement& Statement::bind(int index, int64_t value) {
  keep(sqlite3_bind_int64(statement_, index, value));
  return *this;
}
Statement& Statement::bind(int index, double value) {
  keep(sqlite3_bind_double(statement_, index, value));
  return *this;
}
Statement& Statement::bind(int index, std::string_view text) {
  const char* data = text.data() ? text.data() : "";
  keep(sqlite3_bind_text64(statement_, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}
Statement& Statement::bind(int index, std::span<const uint8_t> blob) {
  // A null pointer would bind NULL rather than an empty blob.
  const void* data = blob.data() ? static_cast<const void*>(blob.data()) : "";
  keep(sqlite3_bind_blob64(statement_, index, data, blob.size(), SQLITE_STATIC));
  return *this;
}
Statement& Statement::bind_null(int index) {
  keep(sqlite3_bind_null(statement_, index));
  return *this;
}

Result<bool> Statement::step() {
  if (error_ == SQLITE_OK) {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    error_ = result;
  }
  return connection_->error(error_);
}

Status Statement::run() {
  const Result<bool> row = step();
  return row.ok() ? ok_status() : row.status();
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }
std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {data ? data : "", static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}
std::span<const uint8_t> Statement::blob(int column) const {
  const auto* data = static_cast<const uint8_t*>(sqlite3_column_blob(statement_, column));
  return {data, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

Transaction::~Transaction() {
  // A failed rollback means that SQLite has rolled back by itself already.
  if (connection_) sqlite3_exec(connection_->database_, "ROLLBACK", nullptr, nullptr, nullptr);
}

Status Transaction::commit() {
  NEARSHELF_RETURN_IF_ERROR(connection_->statement("COMMIT").run());
  connection_ = nullptr;
  return ok_status();
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, int busy_timeout_ms, const char* vfs,
                                                     Names names) {
  sqlite3* database = nullptr;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  std::string name = path.empty() ? ":memory:" : path;
  if (names == Names::kUri) {
    flags |= SQLITE_OPEN_URI;
    if (name.starts_with("file:")) name.insert(0, "./");  // it is a path all the same
  }
  const int result = sqlite3_open_v2(name.c_str(), &database, flags, vfs);
  // Even a failed open leaves a handle that says why and must be closed.
  std::unique_ptr<Connection> connection(new Connection(database, path));
  if (result != SQLITE_OK) return connection->error(result);
  sqlite3_busy_timeout(database, busy_timeout_ms);
  // The file may come from anywhere: nothing in its schema is trusted to run.
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return connection;
}

Connection::~Connection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close_v2(database_);
}

Statement Connection::statement(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    return Statement(this, found->second, SQLITE_OK);
  }
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
  if (result == SQLITE_OK) statements_.emplace(sql, statement);
  return Statement(this, statement, result);
}

Status Connection::execute(const std::string& sql) {
  const int result = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  return result == SQLITE_OK ? ok_status() : error(result);
}

Result<std::string> Connection::text(const std::string& sql) {
  sqlite3_stmt* prepared = nullptr;
  int result = sqlite3_prepare_v2(database_, sql.c_str(), -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(prepared, &sqlite3_finalize);
  if (result == SQLITE_OK) result = sqlite3_step(prepared);
  if (result != SQLITE_ROW && result != SQLITE_DONE) return error(result);
  std::string value;
  if (result == SQLITE_ROW) {
    if (const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(prepared, 0))) value = data;
  }
  return value;
}

Result<int64_t> Connection::integer(const std::string& sql) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::string value, text(sql));
  return value.empty() ? int64_t{0} : static_cast<int64_t>(std::strtoll(value.c_str(), nullptr, 10));
}

Result<Transaction> Connection::begin() {
  NEARSHELF_RETURN_IF_ERROR(statement("BEGIN IMMEDIATE").run());
  return Transaction(this);
}

int64_t Connection::changes() const { return sqlite3_changes64(database_); }
int64_t Connection::last_insert_id() const { return sqlite3_last_insert_rowid(database_); }

uint64_t Connection::memory_bytes() const {
  uint64_t bytes = 0;
  for (const int what : {SQLITE_DBSTATUS_CACHE_USED, SQLITE_DBSTATUS_SCHEMA_USED, SQLITE_DBSTATUS_STMT_USED}) {
    int current = 0;
    int highest = 0;
    if (sqlite3_db_status(database_, what, &current, &highest, 0) == SQLITE_OK) bytes += static_cast<uint64_t>(current);
  }
  return bytes;
}

void Connection::trim_memory() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  statements_.clear();
  sqlite3_db_release_memory(database_);
}

Status Connection::error(int result) const {
  const ErrorText text = describe(result);
  std::string message = text.advice;
  message += " (SQLite: ";
  message +=
      database_ && sqlite3_extended_errcode(database_) == result ? sqlite3_errmsg(database_) : sqlite3_errstr(result);
  message += ", code " + std::to_string(result) + ")";
  return Status(text.code, std::move(message), path_);
}

}  // namespace nearshelf::store
