#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "server_sync/cli/command.h"
#include "server_sync/cli/exit_code.h"
#include "server_sync/cli/output.h"
#include "server_sync/publisher/site/site_report.h"
#include "server_sync/publisher/site/static_site.h"

namespace nearshelf::cli {
namespace {

struct Flags {
  site::PublishOptions options;
  std::string base_url;
  bool json = false;
  bool quiet = false;
};

std::string check_base_url(const std::string& text) { return site::parse_base_url(text).status().message(); }

int publish(const Flags& flags) {
  site::PublishOptions options = flags.options;
  if (!flags.quiet) options.progress = [](const std::string& step) { say(step); };
  const Result<site::BaseUrl> base_url = site::parse_base_url(flags.base_url);
  if (!base_url.ok()) return report_failure(base_url.status());
  options.base_url = *base_url;
  const Result<site::PublishReport> report = site::publish(options);
  if (!report.ok()) return report_failure(report.status());
  if (flags.json) {
    print(site::report_json(options, *report));
  } else {
    print(site::report_text(options, *report));
  }
  return kSuccess;
}

}  // namespace

void add_publish_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("publish", "Write what a CDN or any static host serves");
  auto flags = std::make_shared<Flags>();
  site::PublishOptions& options = flags->options;
  command->add_option("--model", options.model, "Model file (.nsm)")->required();
  command->add_option("--static", options.directory, "The directory to publish into; made when it is not there")
      ->required();
  command->add_option("--package", options.package,
                      "The npm package's dist directory, to be served too; without it the published one stays");
  command->add_option("--keep", options.keep, "How many old models, and packages, stay beside the current one")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  command
      ->add_option("--base-url", flags->base_url,
                   "Where the directory is served: https://cdn.example.com/shelf/ or /shelf/. Default: addresses in "
                   "the manifest are relative to it, and hosts serve it as their root")
      ->check(CLI::Validator(check_base_url, "URL"));
  command->add_flag("--allow-rollback", options.allow_rollback, "Publish a model older than the published one");
  command->add_flag("--json", flags->json, "Report as JSON");
  command->add_flag("-q,--quiet", flags->quiet, "No progress");
  command->callback([flags, &run] { run = [flags] { return publish(*flags); }; });
}

}  // namespace nearshelf::cli
