#include "server_sync/evaluation/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sdk/ranking/workspace.h"
#include "tests/support/test_model.h"

namespace nearshelf::evaluation {
namespace {

std::unique_ptr<const ranking::Recommender> make(const testing::TestModelOptions& options = {}) {
  return std::move(ranking::Recommender::create(testing::make_test_model(options))).value();
}

TestPairs pairs_of(const std::vector<std::pair<std::vector<uint32_t>, std::optional<uint32_t>>>& cases) {
  TestPairs pairs;
  for (const auto& [prefix, label] : cases) {
    pairs.items.insert(pairs.items.end(), prefix.begin(), prefix.end());
    pairs.offsets.push_back(pairs.items.size());
    pairs.labels.push_back(label);
  }
  return pairs;
}

TestPairs many_pairs() {
  std::vector<std::pair<std::vector<uint32_t>, std::optional<uint32_t>>> cases;
  for (uint32_t i = 0; i < 300; ++i) cases.push_back({{i % 120, (i * 7) % 120}, (i * 5 + 1) % 120});
  return pairs_of(cases);
}

TEST(Evaluate, IsTheProtocolCountedByHand) {
  const auto recommender = make();
  const TestPairs pairs = many_pairs();
  ranking::Request everything;
  everything.k = 120;
  double hits = 0.0;
  double reciprocal = 0.0;
  for (size_t c = 0; c < pairs.size(); ++c) {
    ranking::Workspace workspace;
    const auto results = recommender->recommend({pairs.prefix(c), {}}, everything, workspace);
    ASSERT_TRUE(results.ok());
    const auto label = std::find_if(results->begin(), results->end(),
                                    [&](const auto& result) { return result.item == *pairs.labels[c]; });
    const auto rank = std::count_if(results->begin(), results->end(), [&](const auto& result) {
      return result.item == label->item || result.score >= label->score;
    });
    if (rank > 10) continue;
    hits += 1.0;
    reciprocal += 1.0 / static_cast<double>(rank);
  }
  EvaluateOptions options;
  options.k = 10;
  const auto evaluation = evaluate(*recommender, pairs, options);
  ASSERT_TRUE(evaluation.ok());
  EXPECT_EQ(evaluation->cases, 300u);
  EXPECT_GT(hits, 0.0);
  EXPECT_NEAR(evaluation->metrics.hit_rate, 100.0 * hits / 300, 1e-9);
  EXPECT_NEAR(evaluation->metrics.mrr, 100.0 * reciprocal / 300, 1e-9);
  EXPECT_GT(evaluation->ms_per_case, 0.0);
}

TEST(Evaluate, DoesNotDependOnTheThreads) {
  const auto recommender = make();
  EvaluateOptions options;
  options.threads = 1;
  const auto one = evaluate(*recommender, many_pairs(), options);
  options.threads = 3;
  const auto three = evaluate(*recommender, many_pairs(), options);
  ASSERT_TRUE(one.ok() && three.ok());
  EXPECT_EQ(one->metrics.hit_rate, three->metrics.hit_rate);
  EXPECT_EQ(one->metrics.mrr, three->metrics.mrr);
}

TEST(Evaluate, TiesBeyondKAreMisses) {
  // Without evidence for either, all items but the session's own share one score, far more than 20 of them.
  testing::TestModelOptions options;
  options.with_gru = false;
  options.with_neighbors = false;
  options.with_priors = false;
  const auto recommender = make(options);
  const auto evaluation = evaluate(*recommender, pairs_of({{{5}, 0}, {{5}, 5}}));
  ASSERT_TRUE(evaluation.ok());
  EXPECT_EQ(evaluation->metrics.hit_rate, 50.0);
}

TEST(Evaluate, UnknownLabelsAreMissesAndEmptyPrefixesAreRanked) {
  testing::TestModelOptions options;
  options.sessions.assign(10, {4, 4});
  const auto recommender = make(options);
  const auto evaluation = evaluate(*recommender, pairs_of({{{}, 4}, {{4}, std::nullopt}}));
  ASSERT_TRUE(evaluation.ok());
  EXPECT_EQ(evaluation->cases, 2u);
  EXPECT_EQ(evaluation->unknown_labels, 1u);
  EXPECT_EQ(evaluation->metrics.hit_rate, 50.0);
}

TEST(Evaluate, ErrorsAndInterruptionsComeBack) {
  testing::TestModelOptions without;
  without.with_gru = false;
  EvaluateOptions options;
  options.rankers = ranking::kGru;
  EXPECT_EQ(evaluate(*make(without), many_pairs(), options).status().code(), Code::kFailedPrecondition);
  options = {};
  options.k = 0;
  EXPECT_EQ(evaluate(*make(), many_pairs(), options).status().code(), Code::kInvalidArgument);
  options = {};
  options.threads = 1;
  size_t seen = 0;
  options.on_progress = [&](size_t done, size_t total) {
    seen = done;
    EXPECT_EQ(total, 300u);
    return false;
  };
  EXPECT_EQ(evaluate(*make(), many_pairs(), options).status().code(), Code::kCancelled);
  EXPECT_EQ(seen, 64u);
}

TEST(Evaluate, RankersHaveNames) {
  EXPECT_EQ(parse_ranker("gru").value(), uint32_t{ranking::kGru});
  EXPECT_EQ(parse_ranker("neighbors").value(), uint32_t{ranking::kNeighbors});
  EXPECT_EQ(parse_ranker("rules").value(), uint32_t{ranking::kRules});
  EXPECT_EQ(parse_ranker("own").value(), uint32_t{ranking::kOwnItems});
  EXPECT_EQ(parse_ranker("popular").value(), uint32_t{ranking::kPopular});
  EXPECT_EQ(parse_ranker("all").value(), uint32_t{ranking::kAllRankers});
  EXPECT_EQ(parse_ranker("GRU").status().code(), Code::kInvalidArgument);
}

TEST(Evaluate, JsonHasWhatTheProtocolAsksFor) {
  Evaluation evaluation;
  evaluation.cases = 7;
  evaluation.metrics.mrr = 12.5;
  const nlohmann::json json = to_json(evaluation);
  for (const char* key : {"k", "cases", "hit_rate", "mrr", "recall", "ndcg", "map", "ms_per_case"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["cases"], 7);
  EXPECT_EQ(json["mrr"], 12.5);
}

}  // namespace
}  // namespace nearshelf::evaluation
