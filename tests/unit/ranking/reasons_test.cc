#include "sdk/ranking/reasons.h"

#include <gtest/gtest.h>

#include "tests/unit/ranking/past_sessions.h"
#include "tests/unit/ranking/small_catalog.h"

namespace nearshelf::ranking {
namespace {

class Reasons : public ::testing::Test {
 protected:
  static constexpr uint32_t kItems = 6;

  Reasons() {
    sources_.index = &index_;
    sources_.catalog = &items_.catalog();
    sources_.parameters = &parameters_;
    sources_.scores = &scores_;
    sources_.weights = {.popular_mass = 0.5f};
  }

  std::vector<Reason> explain(uint32_t item, const std::vector<uint32_t>& session, std::span<const float> logits = {}) {
    if (!session.empty()) {
      evidence_.session.assign(session, kItems);
      gather_evidence(index_, items_.catalog(), parameters_, enabled_, evidence_);
      sources_.evidence = &evidence_;
    }
    blend_scores(logits, {}, sources_.evidence, sources_.weights, kItems, scores_);
    std::vector<Recommendation> results(1);
    results[0].item = item;
    add_reasons(sources_, results, scratch_);
    float total = 0.0f;
    for (const Reason& reason : results[0].reasons) total += reason.share;
    EXPECT_NEAR(total, 1.0f, 1e-5f);
    return results[0].reasons;
  }

  const SmallCatalog items_{kItems, {1, 2, 1, 0, 0, 0}};
  // Item 2 comes with 0 three times and with 1 once.
  SessionIndex index_ = index_of({{2, 0}, {2, 0}, {2, 0}, {1, 2}, {4, 5}}, kItems);
  BlendParameters parameters_;
  EvidenceSources enabled_;
  Evidence evidence_;
  BlendScores scores_;
  ReasonSources sources_;
  ReasonScratch scratch_;
};

TEST_F(Reasons, NeighboursNameTheItemThatMostOfThemShare) {
  const std::vector<Reason> reasons = explain(2, {1, 0});
  EXPECT_EQ(reasons[0].kind, ReasonKind::kSimilarSessions);
  EXPECT_EQ(reasons[0].item, 0u);
  EXPECT_GT(reasons[0].share, 0.5f);
}

TEST_F(Reasons, RulesNameTheLastItem) {
  enabled_ = {.neighbors = false, .rules = true, .own_items = true};
  const std::vector<Reason> reasons = explain(5, {0, 4});
  EXPECT_EQ(reasons[0].kind, ReasonKind::kOftenNext);
  EXPECT_EQ(reasons[0].item, 4u);
}

TEST_F(Reasons, AnItemOfTheSessionWasSeenBefore) {
  const std::vector<Reason> reasons = explain(3, {3, 3, 0});
  EXPECT_EQ(reasons[0].kind, ReasonKind::kSeenBefore);
  EXPECT_EQ(reasons[0].item, 3u);
}

TEST_F(Reasons, NeighboursFoundThroughTheItemItselfAreThatItWasSeen) {
  const std::vector<Reason> reasons = explain(4, {4});
  for (const Reason& reason : reasons) EXPECT_NE(reason.kind, ReasonKind::kSimilarSessions);
  EXPECT_EQ(reasons[0].kind, ReasonKind::kSeenBefore);
}

TEST_F(Reasons, PopularityNamesTheCategoryOfTheSession) {
  enabled_ = {.neighbors = false, .rules = false, .own_items = false};
  EXPECT_EQ(explain(2, {0})[0].kind, ReasonKind::kPopularInCategory);
  EXPECT_EQ(explain(2, {0})[0].item, 0u);
  EXPECT_EQ(explain(1, {0})[0].kind, ReasonKind::kPopular);
  EXPECT_EQ(explain(4, {3})[0].kind, ReasonKind::kPopular) << "unknown categories are not alike";
}

TEST_F(Reasons, WithoutASessionThereIsOnlyPopularity) {
  const std::vector<Reason> reasons = explain(2, {});
  ASSERT_EQ(reasons.size(), 1u);
  EXPECT_EQ(reasons[0].kind, ReasonKind::kPopular);
  EXPECT_EQ(reasons[0].item, std::nullopt);
  EXPECT_EQ(reasons[0].share, 1.0f);
}

TEST_F(Reasons, TheSessionModelSharesByHowFarItLiftsTheItem) {
  sources_.weights = {.gru_power = 1.0f, .popular_mass = 0.5f};
  const std::vector<float> logits = {0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 8.0f};
  const std::vector<Reason> lifted = explain(5, {0, 3}, logits);
  EXPECT_EQ(lifted[0].kind, ReasonKind::kSessionContext);
  EXPECT_EQ(lifted[0].item, 3u);
  for (const Reason& reason : explain(2, {1, 0}, logits)) EXPECT_NE(reason.kind, ReasonKind::kSessionContext);
}

TEST_F(Reasons, AMixedInSessionModelSharesByItsMass) {
  sources_.weights = {.gru_mass = 1.0f, .popular_mass = 0.5f};
  const std::vector<float> logits = {0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 8.0f};
  EXPECT_EQ(explain(5, {0, 3}, logits)[0].kind, ReasonKind::kSessionContext);
}

TEST_F(Reasons, SmallSharesAreLeftOutAndSharesFall) {
  const std::vector<Reason> reasons = explain(2, {1, 0});
  for (size_t i = 0; i < reasons.size(); ++i) {
    EXPECT_GE(reasons[i].share, kLeastShare);
    EXPECT_LE(reasons[i].share, reasons[i == 0 ? 0 : i - 1].share);
  }
}

}  // namespace
}  // namespace nearshelf::ranking
