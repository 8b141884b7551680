#include "server_sync/server/program/program.h"

#include <cstdio>
#include <string>

#include "server_sync/server/program/command.h"
#include "server_sync/server/program/config_flags.h"
#include "server_sync/server/program/report.h"

namespace nearshelf::server {
namespace {

constexpr const char* kFooter =
    "Exit codes: 0 done, 1 failed, 2 wrong use or configuration.\n"
    "docs/operations.md describes every key, docs/how-sync-works.md what the server does.";

}  // namespace

int run_program(int argc, const char* const* argv) {
  CLI::App app("Takes the events that shoppers agreed to send, keeps them durably, and offers devices their models.",
               "nearshelf-server");
  app.set_version_flag("--version", NEARSHELF_VERSION);
  app.footer(kFooter);
  app.get_formatter()->column_width(44);
  app.require_subcommand(0, 1);
  const ConfigFlags flags(app);
  Run run = serve;
  add_serve_command(app, run);
  add_token_commands(app, run);
  add_audit_commands(app, run);
  add_export_command(app, run);
  add_retention_commands(app, run);
  add_keys_command(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kSuccess : kUsage;  // prints the help, the version or what is wrong
  }
  const Result<Config> config = flags.load();
  if (!config.ok()) return report_error(config.status());
  if (flags.check_only()) {
    std::puts("the configuration is sound");
    return kSuccess;
  }
  const int code = run(*config);
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    std::fputs("nearshelf-server: the report could not be written to standard output\n", stderr);
    return kFailure;
  }
  return code;
}

}  // namespace nearshelf::server
