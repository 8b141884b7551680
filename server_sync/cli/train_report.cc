#include <nlohmann/json.hpp>

#include "server_sync/cli/metrics_text.h"
#include "server_sync/cli/progress_line.h"
#include "server_sync/cli/train_pipeline.h"
#include "server_sync/data/number_text.h"
#include "server_sync/publisher/report.h"

namespace nearshelf::cli {
namespace {

using Json = nlohmann::ordered_json;

double events_per_second(const TrainingReport& training) {
  return training.seconds > 0 ? static_cast<double>(training.events) / training.seconds : 0;
}

Json training_json(const TrainFlags& flags, const TrainReport& report) {
  if (!report.training) return nullptr;
  Json history = Json::array();
  for (const trainer::EpochRecord& epoch : report.training->history) {
    Json entry = {{"phase", epoch.phase == trainer::Phase::kTraining ? "training" : "finetune"},
                  {"epoch", epoch.epoch},
                  {"loss", epoch.loss},
                  {"seconds", epoch.seconds}};
    if (epoch.validated) {
      entry["validation_hit_rate"] = epoch.validation.hit_rate * 100;
      entry["validation_mrr"] = epoch.validation.mrr * 100;
    }
    history.push_back(std::move(entry));
  }
  return {{"preset", flags.preset},
          {"seed", report.provenance.seed},
          {"resumed", flags.resume},
          {"events", report.training->events},
          {"seconds", report.training->seconds},
          {"events_per_second", events_per_second(*report.training)},
          {"epochs", std::move(history)}};
}

Json validation_json(const TrainReport& report) {
  if (!report.validation || report.validation->rankers.empty()) return nullptr;
  Json rankers = Json::object();
  for (const auto& [name, evaluation] : report.validation->rankers) {
    rankers[name] = evaluation::to_json(evaluation);
  }
  return {{"sessions", report.validation->sessions},
          {"fitted_cases", report.validation->fitted_cases},
          {"log_likelihood", report.validation->log_likelihood},
          {"rankers", std::move(rankers)}};
}

std::string validation_text(const ValidationReport& validation) {
  std::vector<std::pair<std::string, evaluation::Metrics>> rows;
  for (const auto& [name, evaluation] : validation.rankers) {
    rows.emplace_back(name == "gru_float32" ? "gru, float32" : name == "gru" ? "gru, int8" : name, evaluation.metrics);
  }
  const evaluation::Evaluation& blended = validation.rankers.back().second;
  return "Validation: " + data::grouped(blended.cases) + " cases of the newest " + data::grouped(validation.sessions) +
         " sessions; the blend was fitted on them\n" + metrics_table(blended.k, rows) + "  " +
         decimal(blended.ms_per_case, 3) + " ms per blended case\n";
}

std::string timings_text(const TrainReport& report) {
  std::string text = "Time:";
  std::string separator = " ";
  for (const auto& [stage, seconds] : report.timings) {
    text += separator + stage + " " + (seconds < 10 ? decimal(seconds, 1) + "s" : duration_text(seconds));
    separator = ", ";
  }
  if (report.training) {
    text += "; " + data::grouped(static_cast<uint64_t>(events_per_second(*report.training))) + " events/s";
  }
  return text + "; peak memory " + data::grouped(report.peak_memory_bytes >> 20) + " MiB\n";
}

}  // namespace

std::string to_text(const TrainFlags& flags, const TrainReport& report) {
  std::string text;
  if (report.validation && !report.validation->rankers.empty()) text += validation_text(*report.validation);
  text += publisher::report_text(report.artifact);
  for (const std::string& warning : report.warnings) text += "Warning: " + warning + "\n";
  text += timings_text(report);
  text += "Model: " + flags.out + " (" + report.provenance.model_id + ", version " +
          std::to_string(report.provenance.version) + ")\n";
  return text;
}

Json to_json(const TrainFlags& flags, const TrainReport& report) {
  Json timings = Json::object();
  for (const auto& [stage, seconds] : report.timings) timings[stage] = seconds;
  return {{"out", flags.out},
          {"model_id", report.provenance.model_id},
          {"version", report.provenance.version},
          {"data", data::to_json(report.cleaning)},
          {"items", report.items ? Json(data::to_json(*report.items)) : Json()},
          {"training", training_json(flags, report)},
          {"validation", validation_json(report)},
          {"artifact", publisher::report_json(report.artifact)},
          {"warnings", report.warnings},
          {"seconds", std::move(timings)},
          {"peak_memory_bytes", report.peak_memory_bytes}};
}

}  // namespace nearshelf::cli
