#include "sdk/ranking/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "tests/unit/ranking/past_sessions.h"

namespace nearshelf::ranking {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::vector<std::pair<uint32_t, uint32_t>> rules_of(const SessionIndex& index, uint32_t item) {
  std::vector<std::pair<uint32_t, uint32_t>> rules;
  visit_rules(index, item, [&](uint32_t consequent, uint32_t step) { rules.emplace_back(consequent, step); });
  return rules;
}

TEST(Rules, AreWhatCameAfterEveryOccurrence) {
  const SessionIndex index = index_of({{1, 0, 2}, {0, 3, 0, 4}}, 5);
  EXPECT_THAT(rules_of(index, 0), ElementsAre(Pair(3, 0), Pair(0, 1), Pair(4, 2), Pair(4, 0), Pair(2, 0)));
  EXPECT_THAT(rules_of(index, 2), IsEmpty());
}

TEST(Rules, ReachSoManyClicks) {
  std::vector<uint32_t> past(kRuleSteps + 5, 1);
  past[0] = 0;
  const auto rules = rules_of(index_of({past}, 2), 0);
  ASSERT_EQ(rules.size(), kRuleSteps);
  EXPECT_EQ(rules.back().second, kRuleSteps - 1);
}

TEST(Rules, ReadOnlyTheNewestSessions) {
  std::vector<std::vector<uint32_t>> sessions(kMaxSessionsPerRule, {0, 1});
  sessions.insert(sessions.begin(), {0, 2});
  for (const auto& [consequent, step] : rules_of(index_of(sessions, 3), 0)) EXPECT_EQ(consequent, 1u);
}

}  // namespace
}  // namespace nearshelf::ranking
