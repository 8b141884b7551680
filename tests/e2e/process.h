// Runs a program as a user does.
#ifndef NEARSHELF_TESTS_E2E_PROCESS_H_
#define NEARSHELF_TESTS_E2E_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

namespace nearshelf::e2e {

struct Outcome {
  int exit_code = -1;  // 128 + the signal when one ended it
  std::string out;
  std::string err;
};

// A program that is running; its output goes to files in a directory of its own.
class Process {
 public:
  // `arguments[0]` is the program. `environment`: "NAME=value", added to that of the test. `input` is its standard
  // input.
  explicit Process(const std::vector<std::string>& arguments, const std::string& input = "",
                   const std::vector<std::string>& environment = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void signal(int number) const;
  Outcome wait();

 private:
  std::string directory_;
  pid_t pid_ = -1;
};

// Runs `nearshelf` with these arguments.
Outcome nearshelf(std::vector<std::string> arguments, const std::string& input = "");
std::vector<std::string> nearshelf_command(std::vector<std::string> arguments);

}  // namespace nearshelf::e2e

#endif  // NEARSHELF_TESTS_E2E_PROCESS_H_
