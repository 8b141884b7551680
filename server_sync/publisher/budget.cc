#include "server_sync/publisher/budget.h"

#include <algorithm>
#include <string>

namespace nearshelf::publisher {

namespace {

// One step of the order: what it keeps, and which part (1 / neighbor_divisor) of the sessions must fit beside it;
// 0 = no sessions.
struct Step {
  bool images;
  bool urls;
  bool titles;
  bool network;
  size_t neighbor_divisor;
};

constexpr Step kSteps[] = {
    {true, true, true, true, 2},    {false, true, true, true, 2},    {false, false, true, true, 2},
    {false, false, false, true, 2}, {false, false, false, true, 8},  {false, false, false, false, 2},
    {false, false, false, true, 0}, {false, false, false, false, 8},
};

// Bytes of everything that a step keeps, without sessions.
size_t kept_bytes(const Step& step, const PartBytes& parts) {
  return parts.core + (step.images ? parts.images : 0) + (step.urls ? parts.urls : 0) +
         (step.titles ? parts.titles : 0) + (step.network ? parts.network : 0);
}

size_t needed_sessions(const Step& step, const PartBytes& parts) {
  return step.neighbor_divisor == 0 ? 0 : (parts.neighbors + step.neighbor_divisor - 1) / step.neighbor_divisor;
}

// True when a step leaves a ranker, or when there never was one.
bool is_useful(const Step& step, const PartBytes& parts) {
  const bool has_ranker = (step.network && parts.network > 0) || needed_sessions(step, parts) > 0;
  return has_ranker || (parts.network == 0 && parts.neighbors == 0);
}

}  // namespace

Result<BudgetPlan> plan_budget(const PartBytes& parts, size_t max_bytes) {
  size_t smallest = SIZE_MAX;
  for (const Step& step : kSteps) {
    if (!is_useful(step, parts)) continue;
    const size_t kept = kept_bytes(step, parts);
    const size_t needed = kept + needed_sessions(step, parts);
    smallest = std::min(smallest, needed);
    if (needed > max_bytes) continue;
    BudgetPlan plan{step.images, step.urls, step.titles, step.network, 0};
    if (step.neighbor_divisor != 0) plan.neighbors = std::min(parts.neighbors, max_bytes - kept);
    return plan;
  }
  return Status(Code::kLimit, "a model of at most " + std::to_string(max_bytes) +
                                  " bytes is not possible: the smallest useful one of this shop has " +
                                  std::to_string(smallest) +
                                  " bytes; allow more, publish fewer items, or train narrower embeddings");
}

}  // namespace nearshelf::publisher
