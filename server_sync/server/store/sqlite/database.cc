#include "server_sync/server/store/sqlite/database.h"

#include <sqlite3.h>

#include <algorithm>

namespace nearshelf::server::sqlite {
namespace {

constexpr int kBusyTimeoutMs = 10'000;  // another command of the same machine may be writing

Code code_of(int result) {
  switch (result & 0xff) {
    case SQLITE_FULL: return Code::kNoSpace;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Code::kBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Code::kCorrupt;
    case SQLITE_NOMEM: return Code::kOutOfMemory;
    case SQLITE_TOOBIG: return Code::kLimit;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH: return Code::kIo;
    default: return Code::kInternal;
  }
}

const char* advice(Code code) {
  switch (code) {
    case Code::kNoSpace: return "the disk is full: make room, nothing was lost";
    case Code::kBusy: return "another process writes to the event store for too long";
    case Code::kCorrupt: return "the event store is damaged: restore the last backup";
    case Code::kIo:
      return "the event store cannot be read or written: does its directory exist, and may it be written?";
    case Code::kLimit: return "a value is larger than the event store takes";
    case Code::kOutOfMemory: return "out of memory";
    default: return "unexpected error of the event store";
  }
}

}  // namespace

Query::~Query() {
  if (statement_) sqlite3_reset(statement_);
}

void Query::keep(int result) {
  if (error_ == SQLITE_OK) error_ = result;
}

Query& Query::bind(int index, int64_t value) {
  keep(sqlite3_bind_int64(statement_, index, value));
  return *this;
}

Query& Query::bind(int index, std::string_view text) {
  keep(sqlite3_bind_text64(statement_, index, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Query& Query::bind(int index, std::span<const uint8_t> blob) {
  // Without an address it would be NULL instead of empty.
  const void* data = blob.data() ? static_cast<const void*>(blob.data()) : "";
  keep(sqlite3_bind_blob64(statement_, index, data, blob.size(), SQLITE_STATIC));
  return *this;
}

Result<bool> Query::step() {
  if (error_ == SQLITE_OK) {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    error_ = result;
  }
  return database_->error(error_);
}

Status Query::run() {
  const Result<bool> row = step();
  if (statement_) sqlite3_reset(statement_);
  return row.status();
}

int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Query::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {data ? data : "", static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

std::span<const uint8_t> Query::blob(int column) const {
  const auto* data = static_cast<const uint8_t*>(sqlite3_column_blob(statement_, column));
  return {data, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

Result<protocol::Bytes32> Query::bytes32(int column) const {
  const std::span<const uint8_t> bytes = blob(column);
  protocol::Bytes32 value;
  if (bytes.size() != value.size()) return corrupt("a value of the event store does not have 32 bytes");
  std::copy(bytes.begin(), bytes.end(), value.begin());
  return value;
}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself; then there is nothing left to do.
  if (database_) sqlite3_exec(database_->handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

Status Transaction::commit() {
  NEARSHELF_RETURN_IF_ERROR(database_->query("COMMIT").run());
  database_ = nullptr;
  return ok_status();
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Access access) {
  sqlite3* handle = nullptr;
  const bool writes = access == Access::kWrite;
  const int flags = (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE;
  const int result = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle, path));  // also after an error there is a handle to close
  if (result != SQLITE_OK) return database->error(result);
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  NEARSHELF_RETURN_IF_ERROR(database->execute("PRAGMA temp_store=MEMORY"));
  if (!writes) return database;
  NEARSHELF_RETURN_IF_ERROR(database->execute(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
      "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000; PRAGMA journal_size_limit=67108864"));
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

Query Database::query(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    return Query(this, found->second, SQLITE_OK);
  }
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
  if (result == SQLITE_OK) statements_.emplace(sql, statement);
  return Query(this, statement, result);
}

Status Database::execute(const std::string& sql) {
  const int result = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  return result == SQLITE_OK ? ok_status() : error(result);
}

Result<int64_t> Database::integer(const std::string& sql) {
  sqlite3_stmt* prepared = nullptr;
  int result = sqlite3_prepare_v2(handle_, sql.c_str(), -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(prepared, &sqlite3_finalize);
  if (result == SQLITE_OK) result = sqlite3_step(prepared);
  if (result == SQLITE_ROW) return static_cast<int64_t>(sqlite3_column_int64(prepared, 0));
  if (result == SQLITE_DONE) return int64_t{0};
  return error(result);
}

Result<Transaction> Database::begin_write() {
  NEARSHELF_RETURN_IF_ERROR(query("BEGIN IMMEDIATE").run());
  return Transaction(this);
}

Result<Transaction> Database::begin_read() {
  NEARSHELF_RETURN_IF_ERROR(query("BEGIN").run());
  return Transaction(this);
}

bool Database::checkpoint() {
  sqlite3_busy_timeout(handle_, 0);
  const int result = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(handle_, kBusyTimeoutMs);
  return result == SQLITE_OK;
}

int64_t Database::changes() const { return sqlite3_changes64(handle_); }
int64_t Database::last_id() const { return sqlite3_last_insert_rowid(handle_); }

Status Database::error(int result) const {
  const Code code = code_of(result);
  std::string message = advice(code);
  message += " (SQLite: ";
  message += handle_ && sqlite3_extended_errcode(handle_) == result ? sqlite3_errmsg(handle_) : sqlite3_errstr(result);
  message += ", code " + std::to_string(result) + ")";
  return Status(code, message, path_);
}

}  // namespace nearshelf::server::sqlite
