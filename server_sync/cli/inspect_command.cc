#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "sdk/model/model.h"
#include "server_sync/cli/command.h"
#include "server_sync/cli/exit_code.h"
#include "server_sync/cli/output.h"
#include "server_sync/publisher/artifact_file.h"
#include "server_sync/publisher/inspect.h"

namespace nearshelf::cli {
namespace {

struct Flags {
  std::string model;
  bool json = false;
};

int inspect(const Flags& flags) {
  const Result<std::shared_ptr<const model::Model>> model = publisher::open_artifact(flags.model);
  if (!model.ok()) return report_failure(model.status());
  const nlohmann::ordered_json json = publisher::inspect_json(**model);
  if (flags.json) {
    print(json);
  } else {
    print(publisher::inspect_text(json));
  }
  return kSuccess;
}

}  // namespace

void add_inspect_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("inspect", "Verify a model file and show what is in it");
  auto flags = std::make_shared<Flags>();
  command->add_option("model", flags->model, "Model file (.nsm)")->required();
  command->add_flag("--json", flags->json, "Report as JSON");
  command->callback([flags, &run] { run = [flags] { return inspect(*flags); }; });
}

}  // namespace nearshelf::cli
