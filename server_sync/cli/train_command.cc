#include <CLI/CLI.hpp>
#include <memory>

#include "server_sync/cli/command.h"
#include "server_sync/cli/exit_code.h"
#include "server_sync/cli/output.h"
#include "server_sync/cli/train_flags.h"
#include "server_sync/cli/train_pipeline.h"

namespace nearshelf::cli {
namespace {

int train(const TrainFlags& flags) {
  const Result<TrainReport> report = run_training(flags);
  if (!report.ok()) return report_failure(report.status());
  if (flags.json) {
    print(to_json(flags, *report));
  } else {
    print(to_text(flags, *report));
  }
  return kSuccess;
}

}  // namespace

void add_train_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("train", "Learn from sessions and write a model file");
  auto flags = std::make_shared<TrainFlags>();
  add_train_flags(*command, *flags);
  command->callback([flags, &run] {
    if (const Result<trainer::TrainOptions> options = train_options(*flags); !options.ok()) {
      throw CLI::ValidationError("--" + options.status().place(), options.status().message());
    }
    run = [flags] { return train(*flags); };
  });
}

}  // namespace nearshelf::cli
