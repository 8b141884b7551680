#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "sdk/model/model.h"
#include "sdk/ranking/recommender.h"
#include "server_sync/cli/command.h"
#include "server_sync/cli/exit_code.h"
#include "server_sync/cli/float32_metrics.h"
#include "server_sync/cli/interrupt.h"
#include "server_sync/cli/metrics_text.h"
#include "server_sync/cli/output.h"
#include "server_sync/cli/progress_line.h"
#include "server_sync/data/number_text.h"
#include "server_sync/evaluation/evaluate.h"
#include "server_sync/evaluation/pairs.h"
#include "server_sync/publisher/artifact_file.h"
#include "server_sync/trainer/gru_model_io.h"

namespace nearshelf::cli {
namespace {

struct Flags {
  std::string model;
  std::string pairs;
  uint32_t k = 20;
  std::string only = "all";
  std::string float32;
  uint32_t threads = 0;
  bool json = false;
  bool quiet = false;
};

using evaluation::Evaluation;

Result<Evaluation> measure_float32(const Flags& flags, const model::Model& model, const evaluation::TestPairs& pairs) {
  NEARSHELF_ASSIGN_OR_RETURN(const trainer::GruModel gru, trainer::load_gru_model(flags.float32));
  if (gru.item_count != model.item_count()) {
    return invalid_argument("the float32 model has " + std::to_string(gru.item_count) + " items, the model file " +
                                std::to_string(model.item_count()) + "; they are not of the same training run",
                            flags.float32);
  }
  return evaluate_float32(gru, pairs, flags.k, flags.threads);
}

Result<Evaluation> measure(const Flags& flags, std::shared_ptr<const model::Model> model,
                           const evaluation::TestPairs& pairs) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto recommender, ranking::Recommender::create(model));
  const InterruptGuard guard;
  ProgressLine progress(ProgressLine::mode_for(flags.quiet));
  evaluation::EvaluateOptions options;
  options.k = flags.k;
  NEARSHELF_ASSIGN_OR_RETURN(options.rankers, evaluation::parse_ranker(flags.only));
  options.threads = flags.threads;
  options.on_progress = [&progress](size_t done, size_t total) {
    progress.update(static_cast<double>(done) / static_cast<double>(total),
                    data::grouped(done) + " of " + data::grouped(total) + " cases");
    return !InterruptGuard::interrupted();
  };
  return evaluation::evaluate(*recommender, pairs, options);
}

Result<Evaluation> run_evaluation(const Flags& flags) {
  Result<std::shared_ptr<const model::Model>> model = publisher::open_artifact(flags.model);
  if (!model.ok()) return model.status();
  NEARSHELF_ASSIGN_OR_RETURN(const evaluation::TestPairs pairs,
                             evaluation::read_pairs(flags.pairs, (*model)->catalog()));
  if (!flags.float32.empty()) return measure_float32(flags, **model, pairs);
  return measure(flags, *model, pairs);
}

std::string ranker_name(const Flags& flags) {
  if (!flags.float32.empty()) return "gru, float32";
  return flags.only == "all" ? "blended" : flags.only;
}

std::string report_text(const Flags& flags, const Evaluation& evaluation) {
  std::string text = data::grouped(evaluation.cases) + " cases, every item of the catalog ranked for each\n";
  text += metrics_table(evaluation.k, {{ranker_name(flags), evaluation.metrics}});
  text += "  " + decimal(evaluation.ms_per_case, 3) + " ms per case";
  if (evaluation.median_ms > 0) text += " (median " + decimal(evaluation.median_ms, 3) + ")";
  text += ", " + duration_text(evaluation.seconds) + " in all\n";
  if (evaluation.unknown_labels > 0) {
    text += "  " + data::grouped(evaluation.unknown_labels) + " labels are not in the model: misses\n";
  }
  if (evaluation.unknown_prefix_items > 0) {
    text +=
        "  " + data::grouped(evaluation.unknown_prefix_items) + " clicks of prefixes are not in the model: left out\n";
  }
  return text;
}

int evaluate(const Flags& flags) {
  const Result<Evaluation> evaluation = run_evaluation(flags);
  if (!evaluation.ok()) return report_failure(evaluation.status());
  if (!flags.json) {
    print(report_text(flags, *evaluation));
    return kSuccess;
  }
  nlohmann::json json = evaluation::to_json(*evaluation);
  json["model"] = flags.model;
  json["pairs"] = flags.pairs;
  json["ranker"] = ranker_name(flags);
  print(json);
  return kSuccess;
}

}  // namespace

void add_evaluate_command(CLI::App& app, Run& run) {
  CLI::App* command =
      app.add_subcommand("evaluate", "Measure a model on test pairs, through the code that devices run");
  auto flags = std::make_shared<Flags>();
  command->add_option("--model", flags->model, "Model file (.nsm)")->required();
  command
      ->add_option("--pairs", flags->pairs, "Test pairs: item item ...<TAB>next item; gzip or not, - = standard input")
      ->required();
  command->add_option("-k", flags->k, "How many items are recommended")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_option("--only", flags->only, "One ranker alone instead of the blend")
      ->check(CLI::IsMember({"all", "gru", "neighbors", "rules", "own", "popular"}))
      ->capture_default_str();
  command
      ->add_option(
          "--float32", flags->float32,
          "Measure this session model as train saved it before quantization; the model file only names the items")
      ->excludes("--only");
  command->add_option("--threads", flags->threads, "Threads; 0 = one for every core")->check(CLI::Range(0, 1024));
  command->add_flag("--json", flags->json, "Report as JSON");
  command->add_flag("-q,--quiet", flags->quiet, "No progress");
  command->callback([flags, &run] { run = [flags] { return evaluate(*flags); }; });
}

}  // namespace nearshelf::cli
