#include "sdk/ranking/blend.h"

#include "sdk/ranking/kernels/arrays.h"

namespace nearshelf::ranking {

void blend_scores(std::span<const float> logits, std::span<const float> prior, const Evidence* evidence,
                  const BlendWeights& weights, uint32_t item_count, BlendScores& out) {
  out.powers.clear();
  out.probabilities.clear();
  if (!logits.empty() && weights.gru_power > 0.0f) {
    out.powers.assign(logits.begin(), logits.end());
    softmax_in_place(out.powers, weights.gru_power);
  }
  if (!logits.empty() && weights.gru_mass > 0.0f) {
    out.probabilities.assign(logits.begin(), logits.end());
    softmax_in_place(out.probabilities);
  }
  out.scores.assign(item_count, weights.popular_mass / static_cast<float>(item_count));
  for (size_t i = 0; i < prior.size(); ++i) out.scores[i] = weights.popular_mass * prior[i];
  for (size_t i = 0; i < out.probabilities.size(); ++i) out.scores[i] += weights.gru_mass * out.probabilities[i];
  if (evidence) {
    for (const uint32_t item : evidence->touched) out.scores[item] += evidence->masses[item].total();
  }
  for (size_t i = 0; i < out.powers.size(); ++i) out.scores[i] *= out.powers[i];
  const float total = sum(out.scores);
  out.factor = total > 0.0f ? 1.0f / total : 0.0f;
}

}  // namespace nearshelf::ranking
