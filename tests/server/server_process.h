// nearshelf-server as a process of its own, on a free port of this machine.
#ifndef NEARSHELF_TESTS_SERVER_SERVER_PROCESS_H_
#define NEARSHELF_TESTS_SERVER_SERVER_PROCESS_H_

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace nearshelf::server_test {

class ServerProcess {
 public:
  // Its files are in `directory`, which outlives this; `flags` are added to the command. Not started yet.
  explicit ServerProcess(std::string directory, std::vector<std::string> flags = {});
  ~ServerProcess();  // kill -9
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // True when it listens; otherwise log() says why not.
  bool start();
  uint16_t port() const { return port_; }
  // Sends the signal and waits for the end; the exit code, or 128 + the signal that ended it.
  int end(int signal);
  // Runs a command of nearshelf-server on the same data: its standard output, or "" when it failed.
  std::string command(const std::vector<std::string>& arguments);
  // Makes a token of the tenant "shop".
  std::string make_token(const std::string& role);
  // Memory in use, resident.
  size_t resident_bytes() const;
  std::string data() const { return directory_ + "/data"; }
  std::string log() const;

 private:
  std::vector<std::string> with_flags(std::vector<std::string> arguments) const;

  std::string directory_;
  std::vector<std::string> flags_;
  pid_t pid_ = -1;
  uint16_t port_ = 0;
};

}  // namespace nearshelf::server_test

#endif  // NEARSHELF_TESTS_SERVER_SERVER_PROCESS_H_
