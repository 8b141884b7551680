#include "tests/server/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>

#include "tests/support/temp_dir.h"

namespace nearshelf::server_test {
namespace {

constexpr auto kStartLimit = std::chrono::seconds(60);  // a busy machine, and a log to recover

pid_t spawn(std::vector<std::string> arguments, const std::string& out, const std::string& err) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_t pid = -1;
  if (::posix_spawn(&pid, pointers[0], &actions, nullptr, pointers.data(), environ) != 0) pid = -1;
  ::posix_spawn_file_actions_destroy(&actions);
  return pid;
}

int exit_code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

}  // namespace

ServerProcess::ServerProcess(std::string directory, std::vector<std::string> flags)
    : directory_(std::move(directory)), flags_(std::move(flags)) {}

ServerProcess::~ServerProcess() { end(SIGKILL); }

std::vector<std::string> ServerProcess::with_flags(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), NEARSHELF_SERVER_BINARY);
  arguments.insert(arguments.end(), {"--data", data(), "--log-level", "warning"});
  arguments.insert(arguments.end(), flags_.begin(), flags_.end());
  return arguments;
}

bool ServerProcess::start() {
  const std::string port_file = directory_ + "/port";
  std::error_code ignored;
  std::filesystem::remove(port_file, ignored);
  pid_ = spawn(with_flags({"serve", "--listen", "127.0.0.1:0", "--port-file", port_file, "--log-access=false"}),
               directory_ + "/out", directory_ + "/log");
  const auto limit = std::chrono::steady_clock::now() + kStartLimit;
  while (pid_ > 0 && std::chrono::steady_clock::now() < limit) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      return false;
    }
    const std::string text = testing::read_text(port_file);
    if (!text.empty() && text.back() == '\n') {
      port_ = static_cast<uint16_t>(std::atoi(text.c_str()));
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return false;
}

int ServerProcess::end(int signal) {
  if (pid_ <= 0) return -1;
  int status = 0;
  ::kill(pid_, signal);
  ::waitpid(std::exchange(pid_, -1), &status, 0);
  return exit_code_of(status);
}

std::string ServerProcess::command(const std::vector<std::string>& arguments) {
  const std::string out = directory_ + "/command";
  const pid_t pid = spawn(with_flags(arguments), out, directory_ + "/log");
  int status = 0;
  if (pid <= 0 || ::waitpid(pid, &status, 0) != pid || exit_code_of(status) != 0) return {};
  return testing::read_text(out);
}

std::string ServerProcess::make_token(const std::string& role) {
  std::string text = command({"token", "create", "--role", role, "--tenant", "shop"});
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

size_t ServerProcess::resident_bytes() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
  size_t total = 0;
  size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

std::string ServerProcess::log() const { return testing::read_text(directory_ + "/log"); }

}  // namespace nearshelf::server_test
