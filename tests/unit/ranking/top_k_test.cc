#include "sdk/ranking/top_k.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <set>

namespace nearshelf::ranking {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// The definition: sort everything that qualifies, keep the first k.
std::vector<ScoredItem> sorted_top_k(const std::vector<float>& scores, size_t k,
                                     const std::function<bool(uint32_t)>& allowed) {
  std::vector<ScoredItem> all;
  for (uint32_t i = 0; i < scores.size(); ++i) {
    if (!std::isnan(scores[i]) && scores[i] != -kInfinity && allowed(i)) all.push_back({i, scores[i]});
  }
  std::stable_sort(all.begin(), all.end(), [](const ScoredItem& a, const ScoredItem& b) { return a.score > b.score; });
  all.resize(std::min(k, all.size()));
  return all;
}

bool any(uint32_t) { return true; }
bool third(uint32_t index) { return index % 3 == 0; }
bool none(uint32_t) { return false; }

void expect_matches_sort(const std::vector<float>& scores, size_t k) {
  std::vector<ScoredItem> best;
  for (const auto& allowed : {any, third, none}) {
    select_top_k(scores, k, allowed, best);
    EXPECT_EQ(best, sorted_top_k(scores, k, allowed)) << scores.size() << " scores, k = " << k;
  }
}

constexpr size_t kCounts[] = {0, 1, 2, 19, 20, 21, 63, 64, 65, 128, 500, 3000};
constexpr size_t kKs[] = {0, 1, 2, 20, 100, 1000, 100000};

TEST(SelectTopK, MatchesSortOnRandomScores) {
  std::mt19937 random(1);
  for (const size_t count : kCounts) {
    std::vector<float> scores(count);
    for (float& score : scores) score = static_cast<float>(random() % 1000003) - 500000.0f;
    for (const size_t k : kKs) expect_matches_sort(scores, k);
  }
}

TEST(SelectTopK, EqualScoresGoByIndex) {
  std::mt19937 random(2);
  for (const size_t count : kCounts) {
    std::vector<float> scores(count);
    for (float& score : scores) score = static_cast<float>(random() % 5);
    for (const size_t k : kKs) expect_matches_sort(scores, k);
  }
}

TEST(SelectTopK, RisingAndFallingScores) {
  for (const size_t count : kCounts) {
    std::vector<float> rising(count), falling(count);
    for (size_t i = 0; i < count; ++i) {
      rising[i] = static_cast<float>(i);
      falling[i] = -static_cast<float>(i);
    }
    for (const size_t k : kKs) {
      expect_matches_sort(rising, k);
      expect_matches_sort(falling, k);
    }
  }
}

TEST(SelectTopK, MinusInfinityAndNanNeverQualify) {
  std::mt19937 random(3);
  std::vector<float> scores(1000);
  for (float& score : scores) {
    const uint32_t kind = random() % 4;
    score = kind == 0 ? kNan : kind == 1 ? -kInfinity : kind == 2 ? kInfinity : static_cast<float>(random() % 7);
  }
  for (const size_t k : kKs) expect_matches_sort(scores, k);
  std::vector<ScoredItem> best = {{1, 1.0f}};
  select_top_k(std::vector<float>{kNan, -kInfinity, kNan}, 2, best);
  EXPECT_TRUE(best.empty());
}

TEST(SelectTopK, ZerosOfBothSignsAreEqual) {
  std::vector<ScoredItem> best;
  select_top_k(std::vector<float>{-0.0f, 0.0f, -0.0f}, 3, best);
  ASSERT_EQ(best.size(), 3u);
  for (uint32_t i = 0; i < 3; ++i) EXPECT_EQ(best[i].index, i);
}

TEST(SelectTopK, FilterIsAskedAtMostOncePerIndexAndSeldomWhenScoresFall) {
  std::vector<float> scores(10000);
  for (size_t i = 0; i < scores.size(); ++i) scores[i] = -static_cast<float>(i);
  std::multiset<uint32_t> asked;
  std::vector<ScoredItem> best;
  select_top_k(
      scores, 20, [&](uint32_t index) { return asked.insert(index), true; }, best);
  EXPECT_EQ(asked.size(), std::set<uint32_t>(asked.begin(), asked.end()).size());
  EXPECT_LT(asked.size(), 200u);
}

TEST(SelectTopK, DoesNotAllocateAgain) {
  std::vector<float> scores(5000);
  for (size_t i = 0; i < scores.size(); ++i) scores[i] = static_cast<float>(i);
  std::vector<ScoredItem> best;
  best.reserve(2 * 20 + 64);
  const ScoredItem* before = best.data();
  for (int i = 0; i < 3; ++i) select_top_k(scores, 20, best);
  EXPECT_EQ(best.data(), before);
  EXPECT_EQ(best.size(), 20u);
}

}  // namespace
}  // namespace nearshelf::ranking
