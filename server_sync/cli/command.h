// The subcommands. Each has a file of its own, which adds it to the program and runs it.
#ifndef NEARSHELF_SERVER_SYNC_CLI_COMMAND_H_
#define NEARSHELF_SERVER_SYNC_CLI_COMMAND_H_

#include <functional>

namespace CLI {
class App;
}

namespace nearshelf::cli {

// Does the work of the subcommand that was given, and returns the exit code.
using Run = std::function<int()>;

// Each adds a subcommand to `app`; when the command line names it, `run` is set. `run` must outlive the parsing.
void add_train_command(CLI::App& app, Run& run);
void add_evaluate_command(CLI::App& app, Run& run);
void add_recommend_command(CLI::App& app, Run& run);
void add_inspect_command(CLI::App& app, Run& run);
void add_publish_command(CLI::App& app, Run& run);
void add_sample_shop_command(CLI::App& app, Run& run);

// The whole program: parses, runs, and returns the exit code.
int run_program(int argc, const char* const* argv);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_COMMAND_H_
