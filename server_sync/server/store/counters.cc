#include "server_sync/server/store/counters.h"

#include <array>

namespace nearshelf::server {
namespace {

using protocol::Verdict;

constexpr std::array<const char*, 7> kVerdictNames = {"stored",   "duplicate",  "quarantined", "conflict",
                                                      "rejected", "no_consent", "erased"};

}  // namespace

void count_batch(const AppendBatch& batch, const AppendOutcome& outcome, Counters* counters) {
  std::array<uint64_t, kVerdictNames.size()> verdicts{};
  uint64_t model_improvement = 0;
  const auto add = [&](const char* kind, std::string name, uint64_t count) {
    if (count > 0) (*counters)[{batch.tenant, kind, std::move(name)}] += count;
  };
  for (size_t i = 0; i < outcome.events.size(); ++i) {
    const protocol::EventOutcome& event = outcome.events[i];
    if (event.verdict == Verdict::kQuarantined) {
      add("verdict", "quarantined." + event.reason.substr(0, event.reason.find(':')), 1);
    } else {
      ++verdicts[static_cast<size_t>(event.verdict)];
    }
    if (event.verdict == Verdict::kStored && batch.events[i].event.purposes & protocol::kModelImprovement) {
      ++model_improvement;
    }
  }
  for (size_t i = 0; i < verdicts.size(); ++i) add("verdict", kVerdictNames[i], verdicts[i]);
  for (const auto& [verdict, count] : batch.refused) add("verdict", verdict, count);
  add("total", "model_improvement", model_improvement);
  add("total", "dropped", outcome.dropped_known ? 0 : batch.dropped);
  if (!batch.model_id.empty()) {
    add("model", batch.model_id + "/" + std::to_string(batch.model_version), batch.events.size());
  }
  if (!batch.sdk.empty()) add("sdk", batch.sdk, batch.events.size());
}

void put_counter(std::string_view kind, std::string_view name, uint64_t count, HourStats* hour) {
  if (kind == "verdict") hour->verdicts[std::string(name)] += count;
  if (kind == "model") hour->models[std::string(name)] += count;
  if (kind == "sdk") hour->sdks[std::string(name)] += count;
  if (kind == "total" && name == "model_improvement") hour->model_improvement += count;
  if (kind == "total" && name == "dropped") hour->dropped += count;
}

}  // namespace nearshelf::server
