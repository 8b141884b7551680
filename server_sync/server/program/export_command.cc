#include <cstdio>
#include <limits>
#include <memory>
#include <string>

#include "server_sync/server/api/tokens.h"
#include "server_sync/server/exports/session_export.h"
#include "server_sync/server/program/command.h"
#include "server_sync/server/program/first_start.h"
#include "server_sync/server/program/report.h"
#include "server_sync/server/program/stores.h"

namespace nearshelf::server {
namespace {

struct Options {
  std::string tenant = kFirstTenant;
  std::string out;
  std::string layout = "training";
  TimeMs from_ms = 0;
  TimeMs until_ms = std::numeric_limits<TimeMs>::max();
};

int export_events(const Config& config, const Options& options) {
  if (const Status sound = check_tenant(options.tenant).at("--tenant"); !sound.ok()) return report_error(sound);
  const Result<std::unique_ptr<EventStore>> store = open_store(config);
  if (!store.ok()) return report_error(store.status());
  ExportOptions wanted;
  wanted.filter.tenant = options.tenant;
  wanted.filter.from_ms = options.from_ms;
  wanted.filter.until_ms = options.until_ms;
  wanted.path = options.out;
  wanted.layout = *parse_export_layout(options.layout);
  const Result<ExportReport> report = export_sessions(**store, wanted);
  if (!report.ok()) return report_error(report.status());
  std::printf("%s: %llu events in %llu sessions, %llu bytes\n", options.out.c_str(),
              static_cast<unsigned long long>(report->events), static_cast<unsigned long long>(report->sessions),
              static_cast<unsigned long long>(report->file_bytes));
  return kSuccess;
}

}  // namespace

void add_export_command(CLI::App& app, Run& run) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("export", "Write the sessions whose shoppers agreed to model improvement");
  command->fallthrough();
  command->add_option("--tenant", options->tenant, "The shop [default]");
  command->add_option("--out", options->out, "File, compressed with gzip; replaced when it is whole")->required();
  command->add_option("--layout", options->layout, "training: for nearshelf train; columns: every column [training]")
      ->check(CLI::IsMember({"training", "columns"}));
  command->add_option("--from-ms", options->from_ms, "Events from this time on, milliseconds since 1970");
  command->add_option("--until-ms", options->until_ms, "And before this one");
  command->callback(
      [&run, options] { run = [options](const Config& config) { return export_events(config, *options); }; });
}

}  // namespace nearshelf::server
