// Sequential rules (Ludewig & Jannach 2018, section 3.1): what came within a few clicks after the last item in past
// sessions. Read off the session index when asked, so that no table of rules has to be shipped.
#ifndef NEARSHELF_SDK_RANKING_RULES_H_
#define NEARSHELF_SDK_RANKING_RULES_H_

#include <algorithm>
#include <cstdint>
#include <span>

#include "sdk/ranking/blend_parameters.h"
#include "sdk/ranking/session_index.h"

namespace nearshelf::ranking {

// The newest sessions that are read for one rule.
inline constexpr size_t kMaxSessionsPerRule = 500;

// Calls visit(consequent, step) for every place 1 .. kRuleSteps after an occurrence of `item`, with step = place - 1.
template <class Visit>
void visit_rules(const SessionIndex& index, uint32_t item, Visit&& visit) {
  const std::span<const uint32_t> sessions = index.sessions_of(item);
  for (const uint32_t s : sessions.first(std::min(sessions.size(), kMaxSessionsPerRule))) {
    const std::span<const uint32_t> past = index.session(s);
    for (size_t i = 0; i < past.size(); ++i) {
      if (past[i] != item) continue;
      const size_t steps = std::min<size_t>(past.size() - i - 1, kRuleSteps);
      for (size_t step = 0; step < steps; ++step) visit(past[i + 1 + step], static_cast<uint32_t>(step));
    }
  }
}

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_RULES_H_
