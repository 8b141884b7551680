#include "server_sync/server/ingest/group_committer.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace nearshelf::server {
namespace {

constexpr TimeMs kMaxRetryAfterMs = kMinuteMs;

using Clock = std::chrono::steady_clock;

TimeMs system_now_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

 private:
  Clock::time_point start_ = Clock::now();
};

GroupCommitOptions with_defaults(GroupCommitOptions options) {
  if (!options.now_ms) options.now_ms = system_now_ms;
  return options;
}

}  // namespace

GroupCommitter::GroupCommitter(EventStore* store, EventStream* stream, GroupCommitOptions options)
    : store_(store),
      stream_(stream),
      options_(with_defaults(std::move(options))),
      bound_(options_.queue, Clock::now()),
      thread_([this] { run(); }) {}

GroupCommitter::~GroupCommitter() { stop(); }

Status GroupCommitter::submit(AppendBatch batch, Completion done) {
  const size_t events = batch.events.size();
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return Status(Code::kCancelled, "the server is stopping; try again with another or later");
    if (queue_.empty() && committing_batches_ == 0) bound_.note_idle(Clock::now());
    if (!has_room(events))
      return Status(Code::kBusy, "more events wait than can be taken; try again after Retry-After");
    queue_.push_back({std::move(batch), std::move(done), events});
    queued_events_ += events;
  }
  changed_.notify_one();
  return ok_status();
}

// A batch that is larger than the limit on its own is taken when nothing else waits.
bool GroupCommitter::has_room(size_t events) const {
  if (queue_.empty()) return true;
  return queue_.size() < options_.max_queued_batches &&
         queued_events_ + committing_events_ + events <= bound_.events(Clock::now());
}

bool GroupCommitter::is_full() const {
  const std::lock_guard lock(mutex_);
  return !has_room(1);
}

TimeMs GroupCommitter::retry_after_ms() const {
  const std::lock_guard lock(mutex_);
  const double ms = 1000 * bound_.seconds(queued_events_ + committing_events_);
  return static_cast<TimeMs>(std::clamp(ms, static_cast<double>(kSecondMs), static_cast<double>(kMaxRetryAfterMs)));
}

GroupCommitter::Load GroupCommitter::load() const {
  const std::lock_guard lock(mutex_);
  return {queue_.size() + committing_batches_, queued_events_ + committing_events_, bound_.events(Clock::now())};
}

void GroupCommitter::drain() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_one();
  const std::lock_guard joining(joining_);
  if (thread_.joinable()) thread_.join();
}

void GroupCommitter::stop() {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  drain();
}

void GroupCommitter::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return closed_ || !queue_.empty(); });
    if (queue_.empty() || cancelled_) break;
    std::vector<Waiting> group = take();
    lock.unlock();
    commit(std::move(group));
    lock.lock();
  }
  std::deque<Waiting> cancelled = std::exchange(queue_, {});
  queued_events_ = 0;
  lock.unlock();
  for (Waiting& waiting : cancelled) waiting.done(Status(Code::kCancelled, "the server stopped before it was stored"));
}

std::vector<GroupCommitter::Waiting> GroupCommitter::take() {
  std::vector<Waiting> group;
  size_t events = 0;
  while (!queue_.empty() && (group.empty() || events + queue_.front().events <= options_.max_commit_events)) {
    events += queue_.front().events;
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  queued_events_ -= events;
  committing_batches_ = group.size();
  committing_events_ = events;
  return group;
}

void GroupCommitter::commit(std::vector<Waiting> group) {
  CommitReport report;
  std::vector<AppendBatch> batches;
  batches.reserve(group.size());
  report.batches = group.size();
  for (Waiting& waiting : group) {
    report.events += waiting.events;
    batches.push_back(std::move(waiting.batch));
  }

  const Stopwatch stopwatch;
  Result<std::vector<AppendOutcome>> appended = store_->append(batches, options_.now_ms());
  report.store_seconds = stopwatch.seconds();
  if (appended.ok() && appended->size() != group.size()) {
    appended = internal_error("the store's outcomes are not as many as the batches it was given");
  }
  report.ok = appended.ok();
  std::vector<Result<AppendOutcome>> outcomes;
  if (appended.ok()) {
    std::move(appended->begin(), appended->end(), std::back_inserter(outcomes));
    if (stream_) publish(batches, &outcomes, &report);
  } else {
    log(LogLevel::kError, appended.status(), "events were refused, the store cannot take them");
    outcomes.assign(group.size(), appended.status());
  }

  {
    const std::lock_guard lock(mutex_);
    bound_.note_commit(report.events, stopwatch.seconds());
    // Before the callers know: what they send next is not to be refused for what is done.
    committing_batches_ = committing_events_ = 0;
  }
  if (options_.on_commit) options_.on_commit(report);
  for (size_t i = 0; i < group.size(); ++i) group[i].done(std::move(outcomes[i]));
}

// One call for each tenant. Where it fails, nobody whose events were in it is told OK: they send them again, the store
// says that they are there already and still unstreamed, and so they come here again.
void GroupCommitter::publish(const std::vector<AppendBatch>& batches, std::vector<Result<AppendOutcome>>* outcomes,
                             CommitReport* report) {
  struct Tenant {
    std::vector<const StoredEvent*> events;
    std::vector<std::string> ids;
    std::set<std::string_view> seen;
    std::vector<size_t> batches;
  };
  std::map<std::string_view, Tenant> tenants;
  for (size_t b = 0; b < batches.size(); ++b) {
    const std::vector<size_t>& unstreamed = (*outcomes)[b]->unstreamed;
    if (unstreamed.empty()) continue;
    Tenant& tenant = tenants[batches[b].tenant];
    tenant.batches.push_back(b);
    for (const size_t index : unstreamed) {
      if (index >= batches[b].events.size()) continue;  // no event, whatever the store meant
      const StoredEvent& event = batches[b].events[index].event;
      if (!tenant.seen.insert(event.event_id).second) continue;
      tenant.events.push_back(&event);
      tenant.ids.push_back(event.event_id);
    }
  }
  const Stopwatch stopwatch;
  for (const auto& [name, tenant] : tenants) {
    const Status published = stream_->publish(name, tenant.events);
    if (!published.ok()) {
      report->ok = false;
      log(LogLevel::kError, published, "events are stored and not acknowledged, the event stream cannot take them");
      for (const size_t b : tenant.batches) (*outcomes)[b] = published;
      continue;
    }
    // Stored and streamed is what the answer promises. Without the note such an event is streamed once more, should it
    // ever come again.
    const Status marked = store_->mark_streamed(name, tenant.ids);
    if (!marked.ok()) log(LogLevel::kWarning, marked, "cannot note that events were streamed; they may be so twice");
  }
  report->stream_seconds = stopwatch.seconds();
}

void GroupCommitter::log(LogLevel level, const Status& status, std::string_view what) const {
  if (options_.log) options_.log(level, std::string(what) + ": " + status.to_string());
}

}  // namespace nearshelf::server
