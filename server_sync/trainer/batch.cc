#include "server_sync/trainer/batch.h"

#include <algorithm>

namespace nearshelf::trainer {

void Batch::clear() {
  input.clear();
  target.clear();
  weight.clear();
  previous.clear();
  step_begin.assign(1, 0);
}

size_t Batch::lane(size_t row) const {
  return row - *std::prev(std::upper_bound(step_begin.begin(), step_begin.end(), row));
}

void make_clip_batch(const data::SessionDataset& data, std::span<const Clip> clips, Batch& batch) {
  batch.clear();
  std::vector<Clip> longest_first(clips.begin(), clips.end());
  std::stable_sort(longest_first.begin(), longest_first.end(),
                   [](const Clip& a, const Clip& b) { return a.clicks > b.clicks; });
  size_t live = longest_first.size();
  for (size_t step = 0;; ++step) {
    while (live > 0 && longest_first[live - 1].clicks < step + 2) --live;
    if (live == 0) return;
    const size_t last_step = step == 0 ? 0 : batch.step_begin[step - 1];
    for (size_t i = 0; i < live; ++i) {
      const size_t at = longest_first[i].begin + step;
      batch.input.push_back(data.items[at]);
      batch.target.push_back(data.items[at + 1]);
      batch.weight.push_back(longest_first[i].weight);
      batch.previous.push_back(step == 0 ? Batch::kZeroState : static_cast<int32_t>(last_step + i));
    }
    batch.step_begin.push_back(batch.input.size());
  }
}

}  // namespace nearshelf::trainer
