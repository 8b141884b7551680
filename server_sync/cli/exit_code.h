#ifndef NEARSHELF_SERVER_SYNC_CLI_EXIT_CODE_H_
#define NEARSHELF_SERVER_SYNC_CLI_EXIT_CODE_H_

namespace nearshelf::cli {

// What the program ends with; part of its interface (docs/cli.md).
enum ExitCode : int {
  kSuccess = 0,
  kFailure = 1,        // bad input, a full disk, ...; the message on standard error has the place
  kUsage = 2,          // a flag that is wrong or missing
  kInterrupted = 130,  // Ctrl-C or SIGTERM; what the message says was kept is kept
};

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_EXIT_CODE_H_
