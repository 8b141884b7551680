// nearshelf-load: sends made-up traffic to a server on this machine and reports what it did with it, as JSON.
#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tests/load/load.h"

namespace nearshelf::load {
namespace {

nlohmann::ordered_json json_of(const LoadReport& report, const TrafficOptions& traffic) {
  nlohmann::ordered_json json;
  json["seconds"] = report.seconds;
  json["batches"] = report.batches;
  json["events_per_second"] = report.events_per_second(traffic.batch_events);
  json["p50_ms"] = report.percentile_ms(0.5);
  json["p99_ms"] = report.percentile_ms(0.99);
  json["max_ms"] = report.percentile_ms(1);
  json["requests"] = report.requests;
  json["lost_replies"] = report.lost;
  json["broken_connections"] = report.broken;
  json["refused"] = report.refused();
  json["stored"] = report.verdicts[static_cast<size_t>(protocol::Verdict::kStored)];
  json["duplicates"] = report.verdicts[static_cast<size_t>(protocol::Verdict::kDuplicate)];
  json["wrong"] = report.wrong;
  return json;
}

}  // namespace
}  // namespace nearshelf::load

int main(int argc, char** argv) {
  namespace load = nearshelf::load;
  load::TrafficOptions traffic;
  load::LoadOptions options;
  traffic.now_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  uint16_t port = 0;
  bool json = false;
  CLI::App app("Sends made-up traffic to a sync server on 127.0.0.1 and reports what it did with it, as JSON");
  app.add_option("--port", port, "Where the server listens")->required();
  app.add_option("--token", options.token, "A device's write key")->required();
  app.add_option("--events", traffic.sends, "Events in all, repeated ones included")->capture_default_str();
  app.add_option("--batch", traffic.batch_events, "Events in a batch")
      ->check(CLI::Range(1, 500))
      ->capture_default_str();
  app.add_option("--connections", options.connections, "Connections at the same time")->capture_default_str();
  app.add_option("--duplicates", traffic.duplicates, "Share of the events that repeat an earlier one");
  app.add_option("--lost-replies", options.lost_replies, "Share of the requests whose answer is not waited for");
  app.add_flag("--reorder", traffic.reorder, "Shuffle events within batches, and batches among their neighbours");
  app.add_option("--per-second", options.per_second, "Requests a second, answered or not; 0: as fast as it goes");
  app.add_option("--seconds", options.seconds, "End after this time; 0: when all is acknowledged");
  app.add_option("--seed", traffic.seed, "Another seed makes other events")->capture_default_str();
  app.add_flag("--json", json, "Send JSON instead of FlatBuffers");
  CLI11_PARSE(app, argc, argv);
  if (json) traffic.format = nearshelf::protocol::Format::kJson;

  const load::Traffic batches(traffic);
  load::Load run(batches, options);
  run.set_port(port);
  const load::LoadReport report = run.run();
  std::cout << load::json_of(report, traffic).dump(2) << std::endl;
  return report.wrong.empty() ? 0 : 1;
}
