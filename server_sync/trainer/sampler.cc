#include "server_sync/trainer/sampler.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nearshelf::trainer {

NegativeSampler::NegativeSampler(std::span<const uint32_t> counts, float alpha) {
  const size_t n = counts.size();
  std::vector<double> p(n);
  for (size_t i = 0; i < n; ++i) {
    p[i] = alpha == 0.0f ? 1.0 : (counts[i] == 0 ? 0.0 : std::pow(static_cast<double>(counts[i]), alpha));
  }
  double total = std::accumulate(p.begin(), p.end(), 0.0);
  if (total <= 0.0) {
    std::fill(p.begin(), p.end(), 1.0);
    total = static_cast<double>(n);
  }
  const double clicks = std::max(1.0, std::accumulate(counts.begin(), counts.end(), 0.0));
  log_not_target_.resize(n);
  log_not_drawn_.resize(n);
  // A lone item has p = 1; the bound keeps its logarithm finite.
  constexpr double kHighest = 1.0 - 1e-9;
  for (size_t i = 0; i < n; ++i) {
    p[i] /= total;
    // An item that these counts have not seen may still turn up in a batch of newer sessions.
    log_not_target_[i] = std::log1p(-std::min(std::max(counts[i], 1u) / clicks, kHighest));
    log_not_drawn_[i] = std::log1p(-std::min(p[i], kHighest));
  }

  threshold_.assign(n, 1.0);
  alias_.resize(n);
  std::iota(alias_.begin(), alias_.end(), 0u);
  std::vector<uint32_t> small, large;
  for (size_t i = 0; i < n; ++i) {
    p[i] *= static_cast<double>(n);
    (p[i] < 1.0 ? small : large).push_back(static_cast<uint32_t>(i));
  }
  while (!small.empty() && !large.empty()) {
    const uint32_t low = small.back(), high = large.back();
    small.pop_back();
    threshold_[low] = p[low];
    alias_[low] = high;
    p[high] -= 1.0 - p[low];
    if (p[high] < 1.0) {
      large.pop_back();
      small.push_back(high);
    }
  }
}

uint32_t NegativeSampler::draw(Random& random) const {
  const uint32_t slot = random.below(static_cast<uint32_t>(threshold_.size()));
  return random.uniform() < threshold_[slot] ? slot : alias_[slot];
}

float NegativeSampler::log_inclusion(uint32_t item, size_t targets, size_t draws) const {
  const double log_absent =
      static_cast<double>(targets) * log_not_target_[item] + static_cast<double>(draws) * log_not_drawn_[item];
  return static_cast<float>(std::log(-std::expm1(log_absent)));
}

}  // namespace nearshelf::trainer
