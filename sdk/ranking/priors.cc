#include "sdk/ranking/priors.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace nearshelf::ranking {
namespace {

constexpr float kUniformPart = 0.05f;

// prior[i] += part * counts[i] / sum of counts. Sums of whole numbers, so that no order of adding matters.
void mix(std::span<const uint16_t> counts, float part, std::span<float> prior) {
  uint64_t total = 0;
  for (const uint16_t count : counts) total += count;
  if (total == 0) {
    for (float& p : prior) p += part / static_cast<float>(prior.size());
    return;
  }
  const float scale = part / static_cast<float>(total);
  for (size_t i = 0; i < prior.size(); ++i) prior[i] += scale * static_cast<float>(counts[i]);
}

}  // namespace

std::vector<float> popularity_prior(const model::Model& model, float trend_part) {
  std::vector<float> prior(model.item_count(), 0.0f);
  const float trend = std::clamp(trend_part, 0.0f, 1.0f);
  mix({}, kUniformPart, prior);
  mix(model.popularity(), (1.0f - kUniformPart) * (1.0f - trend), prior);
  mix(model.trend(), (1.0f - kUniformPart) * trend, prior);
  return prior;
}

}  // namespace nearshelf::ranking
