// The commands of nearshelf-server. Each adds its flags to the app and, when it is the one called, sets what to run.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_COMMAND_H_
#define NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_COMMAND_H_

#include <CLI/CLI.hpp>
#include <functional>

#include "server_sync/server/config/config.h"
#include "server_sync/server/program/exit_code.h"

namespace nearshelf::server {

using Run = std::function<int(const Config&)>;

void add_serve_command(CLI::App& app, Run& run);
void add_token_commands(CLI::App& app, Run& run);
void add_audit_commands(CLI::App& app, Run& run);
void add_export_command(CLI::App& app, Run& run);
void add_retention_commands(CLI::App& app, Run& run);
void add_keys_command(CLI::App& app, Run& run);

int serve(const Config& config);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_COMMAND_H_
