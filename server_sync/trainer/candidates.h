// The items that one batch touches, numbered densely: first those that are scored, then those that are only inputs.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_CANDIDATES_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_CANDIDATES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server_sync/trainer/batch.h"
#include "server_sync/trainer/random.h"
#include "server_sync/trainer/sampler.h"

namespace nearshelf::trainer {

class Candidates {
 public:
  explicit Candidates(size_t item_count) : local_of_(item_count, kAbsent) {}

  // Targets of the batch and `negatives` draws, every item once; negatives = 0 takes the whole catalog. A target that
  // other rows wanted is a negative for the rest, and no row meets its own target as a negative.
  void choose(const Batch& batch, bool inputs_too, size_t negatives, const NegativeSampler& sampler, Random random);

  const std::vector<uint32_t>& items() const { return items_; }  // local -> dense item index
  // Clicks of the batch that were made candidates, with repetitions.
  size_t batch_clicks() const { return batch_clicks_; }
  size_t scored() const { return scored_; }  // items()[0 .. scored()) are scored
  bool whole_catalog() const { return scored_ == local_of_.size(); }
  uint32_t local(uint32_t item) const { return local_of_[item]; }

 private:
  static constexpr uint32_t kAbsent = ~0u;
  void add(uint32_t item);

  std::vector<uint32_t> items_;
  std::vector<uint32_t> local_of_;
  size_t scored_ = 0;
  size_t batch_clicks_ = 0;
};

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_CANDIDATES_H_
