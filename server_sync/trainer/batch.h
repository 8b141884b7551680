// What one optimisation step learns from: rows of (item clicked, item clicked next) with the way the state flows.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_BATCH_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_BATCH_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "server_sync/data/dataset.h"

namespace nearshelf::trainer {

// Rows stand step by step: all first clicks, then all second clicks, and so on.
struct Batch {
  static constexpr int32_t kZeroState = -1;

  std::vector<uint32_t> input;     // per row: dense item index
  std::vector<uint32_t> target;    // per row: the next click
  std::vector<float> weight;       // per row, of the loss
  std::vector<int32_t> previous;   // per row: the row whose state it continues, or kZeroState; in the first step
                                   // the index is that of a row of the state carried over from the last batch
  std::vector<size_t> step_begin;  // first row of every step, then the number of rows

  size_t rows() const { return input.size(); }
  size_t steps() const { return step_begin.size() - 1; }
  // Sessions side by side: rows of one lane, step after step, are one session.
  size_t lanes() const { return steps() == 0 ? 0 : step_begin[1]; }
  size_t lane(size_t row) const;
  void clear();
};

// A stretch of a session.
struct Clip {
  size_t begin = 0;  // in SessionDataset::items
  size_t clicks = 0;
  float weight = 1.0f;
};

// Whole clips side by side, the longest first; every state starts at zero. `order` is scratch that the caller may keep
// to save allocations.
void make_clip_batch(const data::SessionDataset& data, std::span<const Clip> clips, Batch& batch);

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_BATCH_H_
