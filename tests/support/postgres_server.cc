#include "tests/support/postgres_server.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <vector>

namespace nearshelf::testing {
namespace {

constexpr int kStartSeconds = 120;  // other tests may be keeping the machine busy

const passwd* other_user() { return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr; }

}  // namespace

std::string PostgresServer::find_binaries() {
  std::string found;
  int newest = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", ignored)) {
    const int version = std::atoi(entry.path().filename().c_str());
    const std::string binaries = entry.path().string() + "/bin";
    if (version <= newest || ::access((binaries + "/postgres").c_str(), X_OK) != 0) continue;
    newest = version;
    found = binaries;
  }
  return found;
}

Result<std::unique_ptr<PostgresServer>> PostgresServer::start() {
  const std::string binaries = find_binaries();
  if (binaries.empty()) return Status(Code::kNotFound, "PostgreSQL is not installed: script/bootstrap installs it");
  std::unique_ptr<PostgresServer> server(new PostgresServer(binaries));
  NEARSHELF_RETURN_IF_ERROR(server->initialise());
  NEARSHELF_RETURN_IF_ERROR(server->start_again());
  return server;
}

PostgresServer::~PostgresServer() {
  if (process_ < 0) return;
  ::kill(process_, SIGINT);
  ::waitpid(process_, nullptr, 0);
}

std::string PostgresServer::conninfo() const { return "host=" + dir_.path() + " user=postgres dbname=postgres"; }

pid_t PostgresServer::spawn(const std::string& program, const std::string& arguments) const {
  std::vector<std::string> words = {binaries_ + "/" + program};
  std::istringstream in(arguments);
  for (std::string word; in >> word;) words.push_back(word);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string log_path = dir_.file("log");
  const passwd* user = other_user();
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int log_file = ::open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(log_file, STDOUT_FILENO);
  ::dup2(log_file, STDERR_FILENO);
  if (user && (::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (::chdir("/") != 0) ::_exit(126);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

Status PostgresServer::initialise() {
  if (const passwd* user = other_user()) {
    if (::chown(dir_.path().c_str(), user->pw_uid, user->pw_gid) != 0) return io_error("chown", dir_.path());
  }
  const pid_t child = spawn("initdb", "-D " + dir_.file("data") + " -U postgres -A trust -E UTF8 --locale=C -N");
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return io_error("initdb failed: " + log());
  return ok_status();
}

void PostgresServer::crash() {
  ::kill(process_, SIGQUIT);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

Status PostgresServer::start_again() {
  process_ = spawn("postgres", "-D " + dir_.file("data") + " -k " + dir_.path() +
                                   " -c listen_addresses= -c shared_buffers=32MB -c max_connections=60 -c fsync=on");
  for (int tries = 0; tries < kStartSeconds * 20; ++tries) {
    if (PQping(conninfo().c_str()) == PQPING_OK) return ok_status();
    if (::waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = -1;
      break;
    }
    ::usleep(50'000);
  }
  return io_error("PostgreSQL does not start: " + log());
}

}  // namespace nearshelf::testing
