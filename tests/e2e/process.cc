#include "tests/e2e/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace nearshelf::e2e {
namespace {

void redirect(const std::string& path, int flags, int descriptor) {
  const int file = ::open(path.c_str(), flags, 0600);
  if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(126);
  ::close(file);
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, const std::string& input,
                 const std::vector<std::string>& environment) {
  std::string pattern = (std::filesystem::temp_directory_path() / "nearshelf-process-XXXXXX").string();
  directory_ = ::mkdtemp(pattern.data());
  testing::write_text(directory_ + "/in", input);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ != 0) return;
  redirect(directory_ + "/in", O_RDONLY, STDIN_FILENO);
  redirect(directory_ + "/out", O_WRONLY | O_CREAT, STDOUT_FILENO);
  redirect(directory_ + "/err", O_WRONLY | O_CREAT, STDERR_FILENO);
  for (const std::string& variable : environment) ::putenv(const_cast<char*>(variable.c_str()));
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    wait();
  }
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void Process::signal(int number) const { ::kill(pid_, number); }

Outcome Process::wait() {
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  Outcome outcome;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.out = testing::read_text(directory_ + "/out");
  outcome.err = testing::read_text(directory_ + "/err");
  return outcome;
}

std::vector<std::string> nearshelf_command(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), NEARSHELF_BINARY);
  return arguments;
}

Outcome nearshelf(std::vector<std::string> arguments, const std::string& input) {
  return Process(nearshelf_command(std::move(arguments)), input).wait();
}

}  // namespace nearshelf::e2e
