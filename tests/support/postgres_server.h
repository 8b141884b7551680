// A PostgreSQL of a test program's own: Debian's binaries, a new data directory, a socket in it and no port.
#ifndef NEARSHELF_TESTS_SUPPORT_POSTGRES_SERVER_H_
#define NEARSHELF_TESTS_SUPPORT_POSTGRES_SERVER_H_

#include <sys/types.h>

#include <memory>
#include <string>

#include "sdk/base/status.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::testing {

class PostgresServer {
 public:
  // The binaries of the newest version that is installed; empty when there is none.
  static std::string find_binaries();
  // Runs as the user postgres when this process is root's, because PostgreSQL refuses root. It ends with this process,
  // however that ends. Errors: kNotFound without binaries, kIo with what it said.
  static Result<std::unique_ptr<PostgresServer>> start();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

  // For libpq; all connections are a superuser's.
  std::string conninfo() const;
  // At once, as in a crash: what runs is broken off, and the next start recovers.
  void crash();
  Status start_again();

 private:
  explicit PostgresServer(std::string binaries) : binaries_(std::move(binaries)) {}
  Status initialise();
  pid_t spawn(const std::string& program, const std::string& arguments) const;
  std::string log() const { return read_text(dir_.file("log")); }

  std::string binaries_;
  TempDir dir_;
  pid_t process_ = -1;
};

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_POSTGRES_SERVER_H_
