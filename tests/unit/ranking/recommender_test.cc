#include "sdk/ranking/recommender.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "sdk/ranking/workspace.h"
#include "tests/support/test_model.h"

namespace nearshelf::ranking {
namespace {

using testing::make_test_model;
using testing::TestModelOptions;

std::unique_ptr<const Recommender> make(const TestModelOptions& options = {}) {
  auto recommender = Recommender::create(make_test_model(options));
  EXPECT_TRUE(recommender.ok()) << recommender.status().to_string();
  return std::move(recommender).value();
}

std::vector<Recommendation> recommend(const Recommender& recommender, const std::vector<uint32_t>& session,
                                      const Request& request = {}) {
  Workspace workspace;
  auto results = recommender.recommend({session, {}}, request, workspace);
  EXPECT_TRUE(results.ok()) << results.status().to_string();
  return results.ok() ? *results : std::vector<Recommendation>();
}

TEST(Recommender, RanksHighestScoreFirstAndEqualScoresByIndex) {
  const auto recommender = make();
  for (const uint32_t rankers : {uint32_t{kAllRankers}, uint32_t{kGru}, uint32_t{kNeighbors}, uint32_t{kRules},
                                 uint32_t{kOwnItems}, uint32_t{kPopular}}) {
    Request request;
    request.k = 120;
    request.rankers = rankers;
    const auto results = recommend(*recommender, {3, 7, 8}, request);
    ASSERT_EQ(results.size(), 120u);
    double total = 0.0;
    for (size_t i = 0; i < results.size(); ++i) {
      total += results[i].score;
      if (i == 0) continue;
      const bool ordered = results[i - 1].score > results[i].score ||
                           (results[i - 1].score == results[i].score && results[i - 1].item < results[i].item);
      EXPECT_TRUE(ordered) << rankers << " at " << i;
    }
    EXPECT_NEAR(total, 1.0, 1e-4) << "scores are probabilities";
  }
}

TEST(Recommender, EachRankerPutsItsOwnFirst) {
  TestModelOptions options;
  options.sessions.assign(50, {1, 2, 3});
  options.sessions.insert(options.sessions.end(), 80, {9, 9});
  const auto recommender = make(options);
  Request request;
  request.k = 1;
  request.rankers = kRules;
  EXPECT_EQ(recommend(*recommender, {1}, request)[0].item, 2u);
  request.rankers = kOwnItems;
  EXPECT_EQ(recommend(*recommender, {1, 5}, request)[0].item, 5u);
  request.rankers = kPopular;
  EXPECT_EQ(recommend(*recommender, {1, 5}, request)[0].item, 9u);
  request.rankers = kNeighbors;
  request.exclude_session_items = true;
  EXPECT_EQ(recommend(*recommender, {1}, request)[0].item, 2u);
}

TEST(Recommender, AnEmptySessionGetsWhatIsPopular) {
  TestModelOptions options;
  options.sessions.assign(10, {4, 4});
  const auto recommender = make(options);
  for (const uint32_t rankers : {uint32_t{kAllRankers}, uint32_t{kGru}}) {
    Request request;
    request.rankers = rankers;
    const auto results = recommend(*recommender, {}, request);
    ASSERT_EQ(results.size(), 20u);
    EXPECT_EQ(results[0].item, 4u);
    ASSERT_EQ(results[0].reasons.size(), 1u);
    EXPECT_EQ(results[0].reasons[0].kind, ReasonKind::kPopular);
  }
}

TEST(Recommender, TheKeptHiddenStateGivesTheSameAsTheWholeSession) {
  const auto recommender = make();
  ASSERT_EQ(recommender->hidden_size(), 32u);
  const std::vector<uint32_t> session = {5, 9, 5, 100};
  std::vector<float> hidden(32, 0.0f);
  for (const uint32_t item : session) recommender->advance(item, hidden);
  Workspace workspace;
  const auto kept = recommender->recommend({session, hidden}, {}, workspace);
  const auto whole = recommend(*recommender, session);
  ASSERT_TRUE(kept.ok());
  ASSERT_EQ(kept->size(), whole.size());
  for (size_t i = 0; i < whole.size(); ++i) {
    EXPECT_EQ((*kept)[i].item, whole[i].item);
    EXPECT_EQ((*kept)[i].score, whole[i].score);
  }
}

TEST(Recommender, AWorkspaceServesManyCallsAndModels) {
  const auto first = make();
  TestModelOptions options;
  options.seed = 2;
  options.item_count = 60;
  const auto second = make(options);
  Workspace workspace;
  for (int round = 0; round < 3; ++round) {
    for (const Recommender* recommender : {first.get(), second.get()}) {
      const std::vector<uint32_t> session = {1, 2, static_cast<uint32_t>(10 + round)};
      const auto warm = recommender->recommend({session, {}}, {}, workspace);
      const auto cold = recommend(*recommender, session);
      ASSERT_TRUE(warm.ok());
      ASSERT_EQ(warm->size(), cold.size());
      for (size_t i = 0; i < cold.size(); ++i) {
        EXPECT_EQ((*warm)[i].item, cold[i].item);
        EXPECT_EQ((*warm)[i].score, cold[i].score);
      }
    }
  }
}

TEST(Recommender, FiltersLimitsAndExclusionsHold) {
  const auto model = make_test_model();
  const auto recommender = std::move(Recommender::create(model)).value();
  Request request;
  request.k = 30;
  request.filter.categories = {1, 2};
  request.filter.max_price = 150.0f;
  request.max_per_category = 3;
  request.exclude_session_items = true;
  const std::vector<uint32_t> session = {3, 7, 8};
  std::vector<int> per_category(6, 0);
  const auto results = recommend(*recommender, session, request);
  EXPECT_EQ(results.size(), 6u);
  for (const Recommendation& result : results) {
    const uint16_t category = model->catalog().category(result.item);
    EXPECT_TRUE(category == 1 || category == 2);
    EXPECT_LE(model->catalog().price(result.item), 150.0f);
    EXPECT_LE(++per_category[category], 3);
    EXPECT_EQ(std::count(session.begin(), session.end(), result.item), 0);
  }
}

TEST(Recommender, EveryResultHasReasonsThatAddUpToOne) {
  const auto recommender = make();
  std::set<ReasonKind> kinds;
  for (uint32_t item = 0; item + 3 < 120; ++item) {
    for (const Recommendation& result : recommend(*recommender, {item, item + 3, item + 1, item + 3})) {
      ASSERT_FALSE(result.reasons.empty());
      float total = 0.0f;
      for (const Reason& reason : result.reasons) {
        EXPECT_GT(reason.share, 0.0f);
        EXPECT_EQ(reason.item.has_value(), reason.kind != ReasonKind::kPopular);
        total += reason.share;
        kinds.insert(reason.kind);
      }
      EXPECT_NEAR(total, 1.0f, 1e-5f);
    }
  }
  EXPECT_GE(kinds.size(), 4u);
  Request request;
  request.with_reasons = false;
  for (const Recommendation& result : recommend(*recommender, {1, 2}, request)) EXPECT_TRUE(result.reasons.empty());
}

TEST(Recommender, WorksWithWhateverTheModelCarries) {
  for (const bool with_gru : {false, true}) {
    for (const bool with_neighbors : {false, true}) {
      TestModelOptions options;
      options.with_gru = with_gru;
      options.with_neighbors = with_neighbors;
      options.with_priors = false;
      const auto recommender = make(options);
      EXPECT_EQ(recommend(*recommender, {3, 4}).size(), 20u);
      EXPECT_EQ(recommend(*recommender, {}).size(), 20u);
      Request request;
      request.rankers = kGru;
      Workspace workspace;
      const std::vector<uint32_t> session = {3};
      const auto results = recommender->recommend({session, {}}, request, workspace);
      EXPECT_EQ(results.ok(), with_gru);
      if (!with_gru) {
        EXPECT_EQ(results.status().code(), Code::kFailedPrecondition);
        EXPECT_EQ(recommender->hidden_size(), 0u);
      }
    }
  }
}

TEST(Recommender, BadRequestsAreErrors) {
  const auto recommender = make();
  Workspace workspace;
  const std::vector<uint32_t> session = {3};
  const std::vector<uint32_t> unknown = {120};
  const std::vector<float> hidden(31, 0.0f);
  Request no_results;
  no_results.k = 0;
  Request inverted;
  inverted.filter.min_price = 2.0f;
  inverted.filter.max_price = 1.0f;
  EXPECT_EQ(recommender->recommend({session, {}}, no_results, workspace).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(recommender->recommend({session, {}}, inverted, workspace).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(recommender->recommend({unknown, {}}, {}, workspace).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(recommender->recommend({session, hidden}, {}, workspace).status().code(), Code::kInvalidArgument);
  Request none;
  none.rankers = 0;
  EXPECT_EQ(recommender->recommend({session, {}}, none, workspace).status().code(), Code::kFailedPrecondition);
}

TEST(Recommender, RefusesBlendParametersItDoesNotKnow) {
  TestModelOptions options;
  options.blend = {{"astrology.moon", 1.0f}};
  const auto recommender = Recommender::create(make_test_model(options));
  ASSERT_FALSE(recommender.ok());
  EXPECT_EQ(recommender.status().code(), Code::kCorrupt);
}

TEST(Recommender, BlendParametersChangeTheRanking) {
  TestModelOptions options;
  options.sessions.assign(20, {1, 2});
  options.with_gru = false;
  EXPECT_EQ(recommend(*make(options), {1})[0].item, 2u);
  for (int age = 0; age < 12; ++age) options.blend.emplace_back("own.age." + std::to_string(age), 1e5f);
  EXPECT_EQ(recommend(*make(options), {1})[0].item, 1u);
}

TEST(Recommender, CountsItsMemory) {
  TestModelOptions small;
  small.with_gru = false;
  small.with_neighbors = false;
  EXPECT_GT(make()->memory_bytes(), make(small)->memory_bytes());
}

}  // namespace
}  // namespace nearshelf::ranking
