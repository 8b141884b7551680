// How many events may wait. A queue that a burst fills and that empties again soon does no harm; one that stands only
// makes everybody wait, and refusing helps. So while the queue was empty a moment ago only the fixed bound holds;
// when it has not been for an interval, no more may wait than are committed within the target.
//
// The two states are those of CoDel (Nichols and Jacobson, "Controlling Queue Delay", 2012; RFC 8289), as Maurer, "Fail
// at Scale", 2015, has them for servers. The bound is Little's law: what waits = what is committed per second x wait.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_QUEUE_BOUND_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_QUEUE_BOUND_H_

#include <chrono>
#include <cstddef>

namespace nearshelf::server {

struct QueueBoundOptions {
  size_t least = 500;  // events that may always wait, however slow the disk is: one batch of the largest kind
  size_t most = 20'000;
  std::chrono::nanoseconds target = std::chrono::milliseconds(40);
  std::chrono::nanoseconds interval = std::chrono::milliseconds(100);
};

// Threads: one at a time.
class QueueBound {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  QueueBound(const QueueBoundOptions& options, TimePoint now) : options_(options), idle_at_(now) {}

  // Nothing waits and nothing is being committed.
  void note_idle(TimePoint now) { idle_at_ = now; }
  void note_commit(size_t events, double seconds);

  // Events that may wait or be under way.
  size_t events(TimePoint now) const;
  // How long so many take; 0 before the first commit.
  double seconds(size_t events) const;

 private:
  const QueueBoundOptions options_;
  TimePoint idle_at_;
  // Of the last commits, each counting less than the next.
  double committed_events_ = 0;
  double commit_seconds_ = 0;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_QUEUE_BOUND_H_
