// Negatives of the sampled losses and the chance of every item to be among the candidates.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_SAMPLER_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_SAMPLER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "server_sync/trainer/random.h"

namespace nearshelf::trainer {

class NegativeSampler {
 public:
  // `counts` per item: how often it is a target. Items are drawn with p ~ count^alpha; with alpha 0 all items equally,
  // otherwise items without a count never.
  NegativeSampler(std::span<const uint32_t> counts, float alpha);

  // O(1) by the alias method (Walker 1977, Vose 1991).
  uint32_t draw(Random& random) const;

  // log P(item is among the candidates) when they are `targets` clicks of the training data and `draws` negatives, each
  // item kept once: 1 - (1 - p_target)^targets (1 - p_draw)^draws. A short last batch passes its own true numbers.
  float log_inclusion(uint32_t item, size_t targets, size_t draws) const;

 private:
  std::vector<double> threshold_;
  std::vector<uint32_t> alias_;
  std::vector<double> log_not_target_;
  std::vector<double> log_not_drawn_;
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_SAMPLER_H_
