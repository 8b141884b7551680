#include "server_sync/server/ingest/queue_bound.h"

#include <algorithm>

namespace nearshelf::server {
namespace {

constexpr double kFade = 0.8;  // what is left of a commit's weight after the next one

}  // namespace

void QueueBound::note_commit(size_t events, double seconds) {
  if (events == 0) return;
  // Sums and not an average of rates: a long commit says more about the speed than a short one.
  committed_events_ = kFade * committed_events_ + static_cast<double>(events);
  commit_seconds_ = kFade * commit_seconds_ + seconds;
}

double QueueBound::seconds(size_t events) const {
  return committed_events_ == 0 ? 0 : commit_seconds_ / committed_events_ * static_cast<double>(events);
}

size_t QueueBound::events(TimePoint now) const {
  const size_t least = std::min(options_.least, options_.most);
  if (commit_seconds_ <= 0 || now - idle_at_ < options_.interval) return options_.most;
  const double target = std::chrono::duration<double>(options_.target).count();
  const double drained = target * committed_events_ / commit_seconds_;
  return drained >= static_cast<double>(options_.most) ? options_.most : std::max(least, static_cast<size_t>(drained));
}

}  // namespace nearshelf::server
