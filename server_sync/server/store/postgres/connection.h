// One connection to PostgreSQL: statements that are prepared once, binary parameters and results, errors as Status.
//
// Threads: none of this locks; a connection is used by one thread at a time.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_CONNECTION_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_CONNECTION_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"
#include "server_sync/server/store/postgres/parameters.h"

struct pg_conn;
struct pg_result;

namespace nearshelf::server::postgres {

// What a statement gave. Rows and columns are numbered from 0; views live as long as this.
class Rows {
 public:
  explicit Rows(pg_result* result) : result_(result, &clear) {}

  int size() const;
  bool is_null(int row, int column) const;
  int64_t integer(int row, int column) const;  // int2, int4 and int8
  double real(int row, int column) const;
  std::string_view text(int row, int column) const;
  std::span<const uint8_t> bytes(int row, int column) const;
  // kCorrupt when it does not have 32 bytes.
  Result<protocol::Bytes32> bytes32(int row, int column) const;

 private:
  static void clear(pg_result* result);

  std::unique_ptr<pg_result, void (*)(pg_result*)> result_;
};

class Connection {
 public:
  // conninfo: as libpq has it, a list of key=value or a URI. Errors: kIo when the server is away or refuses.
  static Result<std::unique_ptr<Connection>> open(const std::string& conninfo);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // `sql` is a literal: its text is the key of the prepared statement.
  Result<Rows> query(std::string_view sql, const Parameters& parameters = {});
  Status run(std::string_view sql, const Parameters& parameters = {}) { return query(sql, parameters).status(); }
  // Any number of statements without parameters, not prepared.
  Status execute(const std::string& sql);

  // It cannot be used any more.
  bool broken() const;
  // The transaction lost against another (deadlock, serialization): the same again may work.
  bool may_retry() const { return may_retry_; }
  void ask_for_retry() { may_retry_ = true; }

 private:
  explicit Connection(pg_conn* handle) : handle_(handle) {}
  Status error(const pg_result* result);

  pg_conn* handle_;
  std::unordered_map<std::string_view, std::string> prepared_;
  bool dead_ = false;
  bool may_retry_ = false;
};

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_CONNECTION_H_
