#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "server_sync/cli/command.h"
#include "server_sync/cli/exit_code.h"

namespace nearshelf::cli {
namespace {

constexpr const char* kFooter =
    "Exit codes: 0 done, 1 failed (the message names file and line), 2 wrong use, 130 interrupted.\n"
    "docs/cli.md describes every flag, docs/data.md the input files.";

}  // namespace

int run_program(int argc, const char* const* argv) {
  CLI::App app("Learns a shop's sessions into a small model that recommends on the shopper's own device.", "nearshelf");
  app.set_version_flag("--version", NEARSHELF_VERSION);
  app.footer(kFooter);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  Run run;
  add_train_command(app, run);
  add_evaluate_command(app, run);
  add_recommend_command(app, run);
  add_inspect_command(app, run);
  add_publish_command(app, run);
  add_sample_shop_command(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kSuccess : kUsage;  // prints the help, the version or what is wrong
  }
  const int code = run();
  // A report that did not get out, for example to a full disk, is a failure.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    std::fputs("nearshelf: the report could not be written to standard output\n", stderr);
    return kFailure;
  }
  return code;
}

}  // namespace nearshelf::cli
