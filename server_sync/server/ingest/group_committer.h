// Batches that wait at the same time are committed together: one transaction, one flush to the disk, for many requests.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_GROUP_COMMITTER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_GROUP_COMMITTER_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "sdk/base/log.h"
#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "server_sync/server/ingest/queue_bound.h"
#include "server_sync/server/store/event_store.h"
#include "server_sync/server/stream/event_stream.h"

namespace nearshelf::server {

// What one commit did, for metrics.
struct CommitReport {
  size_t batches = 0;
  size_t events = 0;
  double store_seconds = 0;
  double stream_seconds = 0;
  bool ok = false;
};

struct GroupCommitOptions {
  size_t max_queued_batches = 2000;                    // waiting; more are refused
  QueueBoundOptions queue;                             // events that wait or are being committed
  size_t max_commit_events = 5000;                     // of one transaction, unless a single batch has more
  std::function<TimeMs()> now_ms;                      // not given: the system's clock
  LogSink log;                                         // may be empty
  std::function<void(const CommitReport&)> on_commit;  // may be empty; on the committer's thread
};

// Threads: every method may be called from any thread; a completion is called on the committer's own, must not block or
// throw, and may call submit().
class GroupCommitter {
 public:
  // OK: durable, and acknowledged by the stream when there is one. An error: not acknowledged to anybody; the same
  // events may come again.
  using Completion = std::function<void(Result<AppendOutcome>)>;

  // store outlives this, and so does stream, which may be null.
  GroupCommitter(EventStore* store, EventStream* stream, GroupCommitOptions options);
  GroupCommitter(const GroupCommitter&) = delete;
  GroupCommitter& operator=(const GroupCommitter&) = delete;
  // stop().
  ~GroupCommitter();

  // OK: `done` will be called once. kBusy: the queue is full, retry_after_ms() says for how long; kCancelled: it stops.
  // `done` is then not called.
  Status submit(AppendBatch batch, Completion done);
  // Whether submit() would refuse a batch now: asked before one is read, which costs more than to refuse it.
  bool is_full() const;
  // How long the queue will take at the speed of the last commits; at least a second.
  TimeMs retry_after_ms() const;

  // Takes no more, and returns when everything that waited is committed. Not from a completion.
  void drain();
  // Takes no more; what waits is given kCancelled, what is being committed is finished. Not from a completion.
  void stop();

  struct Load {
    size_t batches = 0;
    size_t events = 0;
    size_t max_events = 0;  // at this moment
  };
  // What waits or is being committed.
  Load load() const;

 private:
  struct Waiting {
    AppendBatch batch;
    Completion done;
    size_t events = 0;
  };

  void run();
  // Both under the lock, which the caller holds.
  bool has_room(size_t events) const;
  std::vector<Waiting> take();
  void commit(std::vector<Waiting> group);
  void publish(const std::vector<AppendBatch>& batches, std::vector<Result<AppendOutcome>>* outcomes,
               CommitReport* report);
  void log(LogLevel level, const Status& status, std::string_view what) const;

  EventStore* const store_;
  EventStream* const stream_;
  const GroupCommitOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> queue_;
  size_t queued_events_ = 0;
  size_t committing_batches_ = 0;
  size_t committing_events_ = 0;
  QueueBound bound_;
  bool closed_ = false;     // takes no more
  bool cancelled_ = false;  // what waits is not committed any more
  std::mutex joining_;      // two callers of stop() and drain()
  std::thread thread_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_GROUP_COMMITTER_H_
