#include "server_sync/publisher/budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::publisher {
namespace {

using ::testing::HasSubstr;

// Together 1,591.
constexpr PartBytes kParts{.core = 100, .images = 30, .urls = 20, .titles = 41, .network = 600, .neighbors = 800};

BudgetPlan plan(size_t max_bytes, const PartBytes& parts = kParts) {
  const Result<BudgetPlan> result = plan_budget(parts, max_bytes);
  EXPECT_TRUE(result.ok()) << result.status().to_string();
  return result.ok() ? *result : BudgetPlan{};
}

TEST(Budget, KeepsAllWhenAllFits) {
  for (const size_t max_bytes : {size_t{1591}, size_t{100000}}) {
    const BudgetPlan all = plan(max_bytes);
    EXPECT_TRUE(all.images && all.urls && all.titles && all.network);
    EXPECT_EQ(all.neighbors, 800u);
  }
}

TEST(Budget, OldSessionsGoFirst) {
  const BudgetPlan pruned = plan(1590);
  EXPECT_TRUE(pruned.images && pruned.urls && pruned.titles && pruned.network);
  EXPECT_EQ(pruned.neighbors, 799u);
  EXPECT_EQ(plan(1191).neighbors, 400u);
  EXPECT_TRUE(plan(1191).images);
}

TEST(Budget, ThenTextsByTheirWorth) {
  const BudgetPlan without_images = plan(1190);
  EXPECT_FALSE(without_images.images);
  EXPECT_TRUE(without_images.urls && without_images.titles && without_images.network);
  EXPECT_EQ(without_images.neighbors, 429u);
  const BudgetPlan without_urls = plan(1160);
  EXPECT_FALSE(without_urls.images || without_urls.urls);
  EXPECT_TRUE(without_urls.titles && without_urls.network);
  const BudgetPlan without_titles = plan(1140);
  EXPECT_FALSE(without_titles.images || without_titles.urls || without_titles.titles);
  EXPECT_TRUE(without_titles.network);
  EXPECT_EQ(without_titles.neighbors, 440u);
}

TEST(Budget, ThenMoreSessionsThenTheNetworkThenAllSessions) {
  const BudgetPlan eighth = plan(800);
  EXPECT_TRUE(eighth.network);
  EXPECT_EQ(eighth.neighbors, 100u);
  const BudgetPlan sessions_only = plan(799);
  EXPECT_FALSE(sessions_only.network);
  EXPECT_EQ(sessions_only.neighbors, 699u);
  // With sessions so large that half of them does not fit, the network alone is the better half.
  const PartBytes many_sessions{.core = 100, .network = 600, .neighbors = 4000};
  const BudgetPlan network_only = plan(1000, many_sessions);
  EXPECT_TRUE(network_only.network);
  EXPECT_EQ(network_only.neighbors, 0u);
  const BudgetPlan few_sessions = plan(650, many_sessions);
  EXPECT_FALSE(few_sessions.network);
  EXPECT_EQ(few_sessions.neighbors, 550u);
}

TEST(Budget, SaysTheSmallestSizeThatWorks) {
  EXPECT_EQ(plan(200).neighbors, 100u);
  const Status status = plan_budget(kParts, 199).status();
  EXPECT_EQ(status.code(), Code::kLimit);
  EXPECT_THAT(status.message(), HasSubstr("the smallest useful one of this shop has 200 bytes"));
}

TEST(Budget, WorksWithOneRankerOrNone) {
  const PartBytes network{.core = 100, .network = 600};
  EXPECT_TRUE(plan(700, network).network);
  EXPECT_THAT(plan_budget(network, 699).status().message(), HasSubstr("has 700 bytes"));
  const PartBytes sessions{.core = 100, .titles = 50, .neighbors = 80};
  EXPECT_EQ(plan(110, sessions).neighbors, 10u);
  EXPECT_FALSE(plan(110, sessions).titles);
  EXPECT_THAT(plan_budget(sessions, 109).status().message(), HasSubstr("has 110 bytes"));
  const PartBytes none{.core = 100, .titles = 50};
  EXPECT_TRUE(plan(150, none).titles);
  EXPECT_FALSE(plan(149, none).titles);
  EXPECT_THAT(plan_budget(none, 99).status().message(), HasSubstr("has 100 bytes"));
}

TEST(Budget, NeverPlansMoreThanIsAllowed) {
  for (size_t max_bytes = 200; max_bytes < 1700; ++max_bytes) {
    const BudgetPlan p = plan(max_bytes);
    EXPECT_LE(kParts.core + p.images * kParts.images + p.urls * kParts.urls + p.titles * kParts.titles +
                  p.network * kParts.network + p.neighbors,
              max_bytes);
  }
}

}  // namespace
}  // namespace nearshelf::publisher
