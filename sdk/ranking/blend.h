// One score for every item from all rankers.
//
//   score(i) ~ p(i)^gru_power * (evidence(i) + popular_mass * prior(i) + gru_mass * p(i))
//
// p: softmax of the session model; evidence: past sessions, rules and the session's own items (evidence.h). The scores
// add up to 1 over the catalog: the probabilities that the blend gives to the next click. Multiplying by a power of p
// (a product of experts) and adding p (a mixture) do different things: the first reorders what neighbours found, the
// second lets in what they have never seen.
#ifndef NEARSHELF_SDK_RANKING_BLEND_H_
#define NEARSHELF_SDK_RANKING_BLEND_H_

#include <cstdint>
#include <span>
#include <vector>

#include "sdk/ranking/blend_parameters.h"
#include "sdk/ranking/evidence.h"

namespace nearshelf::ranking {

struct BlendWeights {
  float gru_power = 0.0f;
  float gru_mass = 0.0f;
  float popular_mass = 0.0f;  // above 0: every item has a chance
};

// Reused from call to call; each one float per item, or empty where a weight of 0 made it unnecessary.
struct BlendScores {
  std::vector<float> powers;         // p^gru_power, scaled to add up to 1
  std::vector<float> probabilities;  // p
  std::vector<float> scores;         // up to `factor`
  float factor = 0.0f;
};

// Fills `out`. logits: of the session model, one per item, or empty for none.
// prior: empty = uniform. evidence: null = none.
void blend_scores(std::span<const float> logits, std::span<const float> prior, const Evidence* evidence,
                  const BlendWeights& weights, uint32_t item_count, BlendScores& out);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_BLEND_H_
