#include "server_sync/trainer/candidates.h"

#include <numeric>

namespace nearshelf::trainer {

void Candidates::add(uint32_t item) {
  if (local_of_[item] != kAbsent) return;
  local_of_[item] = static_cast<uint32_t>(items_.size());
  items_.push_back(item);
}

void Candidates::choose(const Batch& batch, bool inputs_too, size_t negatives, const NegativeSampler& sampler,
                        Random random) {
  if (negatives == 0) {
    if (whole_catalog()) return;
    items_.resize(local_of_.size());
    std::iota(items_.begin(), items_.end(), 0u);
    local_of_ = items_;
    scored_ = items_.size();
    return;
  }
  for (const uint32_t item : items_) local_of_[item] = kAbsent;
  items_.clear();
  for (const uint32_t item : batch.target) add(item);
  batch_clicks_ = batch.rows();
  if (inputs_too) {
    for (const uint32_t item : batch.input) add(item);
    batch_clicks_ += batch.lanes();
  }
  for (size_t i = 0; i < negatives; ++i) add(sampler.draw(random));
  scored_ = items_.size();
  for (const uint32_t item : batch.input) add(item);
}

}  // namespace nearshelf::trainer
