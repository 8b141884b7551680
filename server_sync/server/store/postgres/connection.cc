#include "server_sync/server/store/postgres/connection.h"

#include <libpq-fe.h>

#include <algorithm>

#include "sdk/base/bit_cast.h"

namespace nearshelf::server::postgres {
namespace {

constexpr const char* kPlace = "postgresql";  // never the connection's text: it may have a password

Code code_of(std::string_view state) {
  const std::string_view group = state.substr(0, 2);
  if (state.empty() || group == "08" || state == "57P01" || state == "57P02" || state == "57P03") return Code::kIo;
  if (state == "53100") return Code::kNoSpace;
  if (state == "53200") return Code::kOutOfMemory;
  // Time-outs, deadlocks, too many connections: the same again may work.
  if (group == "53" || group == "40" || state == "55P03" || state == "57014") return Code::kBusy;
  if (group == "XX" && state != "XX000") return Code::kCorrupt;
  if (group == "28" || group == "42" || group == "3D" || group == "25") return Code::kIo;
  return Code::kInternal;
}

uint64_t big_endian(std::span<const uint8_t> bytes) {
  uint64_t value = 0;
  for (const uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

// libpq ends its messages with a line end, and has hints on further lines.
std::string one_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

void Rows::clear(pg_result* result) { PQclear(result); }
int Rows::size() const { return PQntuples(result_.get()); }
bool Rows::is_null(int row, int column) const { return PQgetisnull(result_.get(), row, column) != 0; }

std::span<const uint8_t> Rows::bytes(int row, int column) const {
  return {reinterpret_cast<const uint8_t*>(PQgetvalue(result_.get(), row, column)),
          static_cast<size_t>(PQgetlength(result_.get(), row, column))};
}

std::string_view Rows::text(int row, int column) const {
  const auto value = bytes(row, column);
  return {reinterpret_cast<const char*>(value.data()), value.size()};
}

int64_t Rows::integer(int row, int column) const {
  const auto value = bytes(row, column);
  const uint64_t number = big_endian(value);
  if (value.size() == 2) return static_cast<int16_t>(number);
  if (value.size() == 4) return static_cast<int32_t>(number);
  return static_cast<int64_t>(number);
}

double Rows::real(int row, int column) const { return bit_cast<double>(big_endian(bytes(row, column))); }

Result<protocol::Bytes32> Rows::bytes32(int row, int column) const {
  const auto value = bytes(row, column);
  protocol::Bytes32 result;
  if (value.size() != result.size()) return corrupt("a value of the event store does not have 32 bytes", kPlace);
  std::copy(value.begin(), value.end(), result.begin());
  return result;
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& conninfo) {
  // What comes first is overruled by what `conninfo` says.
  const char* const keys[] = {"connect_timeout",
                              "keepalives_idle",
                              "tcp_user_timeout",
                              "application_name",
                              "dbname",
                              "client_encoding",
                              nullptr};
  const char* const values[] = {"5", "30", "20000", "nearshelf-server", conninfo.c_str(), "UTF8", nullptr};
  PGconn* handle = PQconnectdbParams(keys, values, /*expand_dbname=*/1);
  if (!handle) return Status(Code::kOutOfMemory, "out of memory", kPlace);
  std::unique_ptr<Connection> connection(new Connection(handle));
  if (PQstatus(handle) != CONNECTION_OK) {
    return io_error("the database cannot be reached (" + one_line(PQerrorMessage(handle)) + ")", kPlace);
  }
  // Notices of a server go to standard error otherwise.
  PQsetNoticeProcessor(
      handle, [](void*, const char*) {}, nullptr);
  NEARSHELF_RETURN_IF_ERROR(
      connection->execute("SET statement_timeout = '30s'; SET lock_timeout = '10s';"
                          "SET idle_in_transaction_session_timeout = '60s'; SET synchronous_commit = on"));
  return connection;
}

Connection::~Connection() { PQfinish(handle_); }

bool Connection::broken() const { return dead_ || PQstatus(handle_) != CONNECTION_OK; }

Status Connection::error(const pg_result* result) {
  const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string_view known = state ? state : "";
  // After a failed write libpq goes on calling the connection good. An error that the server did not send is the end of
  // it, and so is one that it sends while it shuts down.
  if (known.empty() || known.starts_with("08") || known.starts_with("57P")) dead_ = true;
  const Code code = broken() ? Code::kIo : code_of(known);
  may_retry_ = known == "40001" || known == "40P01";
  std::string message = code == Code::kIo        ? "the database is away or refuses"
                        : code == Code::kBusy    ? "the database is too busy"
                        : code == Code::kNoSpace ? "the database has no disk space left"
                                                 : "unexpected error of the database";
  message += " (" + one_line(result ? PQresultErrorMessage(result) : PQerrorMessage(handle_)) + ")";
  return Status(code, message, kPlace);
}

Result<Rows> Connection::query(std::string_view sql, const Parameters& parameters) {
  may_retry_ = false;
  auto known = prepared_.find(sql);
  if (known == prepared_.end()) {
    const std::string name = "s" + std::to_string(prepared_.size());
    PGresult* result =
        PQprepare(handle_, name.c_str(), std::string(sql).c_str(), parameters.size(), parameters.types());
    const Rows owner(result);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) return error(result);
    known = prepared_.emplace(sql, name).first;
  }
  PGresult* result = PQexecPrepared(handle_, known->second.c_str(), parameters.size(), parameters.values(),
                                    parameters.lengths(), parameters.formats(), /*resultFormat=*/1);
  Rows rows(result);
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return error(result);
  return rows;
}

Status Connection::execute(const std::string& sql) {
  may_retry_ = false;
  PGresult* result = PQexec(handle_, sql.c_str());
  const Rows owner(result);
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? ok_status() : error(result);
}

}  // namespace nearshelf::server::postgres
