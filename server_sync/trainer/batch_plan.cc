#include "server_sync/trainer/batch_plan.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "server_sync/trainer/random.h"

namespace nearshelf::trainer {

BatchPlan::BatchPlan(const data::SessionDataset& data, const TrainOptions& options, size_t first, size_t end)
    : data_(data), options_(options) {
  cut_clips(first, end);
  for (const Clip& clip : clips_) rows_ += clip.clicks - 1;
}

void BatchPlan::cut_clips(size_t first, size_t end) {
  const size_t longest = options_.batching == Batching::kWholeSessions ? options_.max_session_clicks : SIZE_MAX;
  for (size_t s = first; s < end; ++s) {
    Clip clip{.begin = data_.offsets[s]};
    if (options_.recency_halving > 0.0f) {
      const double age = static_cast<double>(end - 1 - s) / static_cast<double>(end);
      clip.weight = static_cast<float>(std::exp2(-age / static_cast<double>(options_.recency_halving)));
    }
    // Neighbouring stretches share one click, so that every pair of consecutive clicks is learned.
    for (; clip.begin + 1 < data_.offsets[s + 1]; clip.begin += clip.clicks - 1) {
      clip.clicks = std::min(longest, data_.offsets[s + 1] - clip.begin);
      clips_.push_back(clip);
    }
  }
}

void BatchPlan::start_epoch(uint64_t epoch) {
  next_clip_ = 0;
  order_ = clips_;
  lanes_.clear();
  if (options_.batching == Batching::kWholeSessions) {
    Random(options_.seed, Random::Purpose::kOrder, epoch).shuffle(order_);
    return;
  }
  for (; lanes_.size() < options_.batch_size && next_clip_ < order_.size(); ++next_clip_) {
    lanes_.push_back({.clip = next_clip_});
  }
}

bool BatchPlan::next(Batch& batch) {
  return options_.batching == Batching::kWholeSessions ? next_whole_sessions(batch) : next_session_parallel(batch);
}

void BatchPlan::skip(size_t batches) {
  Batch unused;
  for (size_t i = 0; i < batches; ++i) next(unused);
}

bool BatchPlan::next_whole_sessions(Batch& batch) {
  if (next_clip_ == order_.size()) return false;
  const size_t first = next_clip_;
  for (size_t rows = 0; next_clip_ < order_.size() && rows < options_.batch_size; ++next_clip_) {
    rows += order_[next_clip_].clicks - 1;
  }
  make_clip_batch(data_, std::span(order_).subspan(first, next_clip_ - first), batch);
  return true;
}

// Every lane moves on by one click; a lane whose session is over takes the next session and starts it at zero, and when
// there is none left the batch grows narrower until the last lane has ended.
bool BatchPlan::next_session_parallel(Batch& batch) {
  batch.clear();
  for (Lane& lane : lanes_) {
    if (lane.position + 1 < order_[lane.clip].clicks) continue;
    if (next_clip_ == order_.size()) {
      lane.clip = SIZE_MAX;
      continue;
    }
    lane = {.clip = next_clip_++};
  }
  std::erase_if(lanes_, [](const Lane& lane) { return lane.clip == SIZE_MAX; });
  if (lanes_.empty()) return false;
  for (Lane& lane : lanes_) {
    const Clip& clip = order_[lane.clip];
    const size_t at = clip.begin + lane.position++;
    batch.previous.push_back(lane.row);
    lane.row = static_cast<int32_t>(batch.input.size());
    batch.input.push_back(data_.items[at]);
    batch.target.push_back(data_.items[at + 1]);
    batch.weight.push_back(clip.weight);
  }
  batch.step_begin.push_back(batch.input.size());
  return true;
}

}  // namespace nearshelf::trainer
