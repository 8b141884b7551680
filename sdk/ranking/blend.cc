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
  if (prior.empty()) {
    out.scores.assign(item_count, weights.popular_mass / static_cast<float>(item_count));
  } else {
    out.scores.resize(item_count);
    multiply(prior, weights.popular_mass, out.scores);
  }
  if (!out.probabilities.empty()) add_multiple(out.probabilities, weights.gru_mass, out.scores);
  if (evidence) {
    for (const uint32_t item : evidence->touched) out.scores[item] += evidence->masses[item].total();
  }
  const float total = out.powers.empty() ? sum(out.scores) : multiply_and_sum(out.scores, out.powers);
  out.factor = total > 0.0f ? 1.0f / total : 0.0f;
}

}  // namespace nearshelf::ranking
