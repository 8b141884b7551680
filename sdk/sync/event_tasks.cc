#include "sdk/sync/event_tasks.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <utility>

#include "sdk/sync/limits.h"
#include "sdk/sync/sync_state.h"

namespace nearshelf::sync {
namespace {

// Looks rows up once a batch rather than once an event.
class Context {
 public:
  explicit Context(store::Store& store) : store_(store) {}

  Result<OutgoingEvent> describe(store::QueuedEvent queued) {
    NEARSHELF_ASSIGN_OR_RETURN(const auto* pseudonym, pseudonym_of(queued.pseudonym_id));
    NEARSHELF_ASSIGN_OR_RETURN(const auto* decision, decision_of(queued.decision_id));
    OutgoingEvent outgoing;
    outgoing.event = std::move(queued.event);
    outgoing.pseudonym = pseudonym->bytes;
    outgoing.receipt.decided_at_ms = decision->decided_ms;
    outgoing.receipt.policy_version = decision->policy_version;
    outgoing.receipt.granted = static_cast<uint8_t>(queued.purposes);
    outgoing.receipt.global_privacy_control = decision->global_privacy_control;
    outgoing.session_token = queued.session_token;
    outgoing.position = queued.position;
    return outgoing;
  }

  Result<const store::PseudonymRecord*> pseudonym_of(int64_t id) {
    auto& found = pseudonyms_[id];
    if (!found) {
      NEARSHELF_ASSIGN_OR_RETURN(found, store_.pseudonyms().find(id));
    }
    if (!found) return corrupt("a queued event has no pseudonym", "outbox");
    return &*found;
  }

 private:
  Result<const store::DecisionRecord*> decision_of(int64_t id) {
    auto& found = decisions_[id];
    if (!found) {
      NEARSHELF_ASSIGN_OR_RETURN(found, store_.consent().find(id));
    }
    if (!found) return corrupt("a queued event has no decision", "outbox");
    return &*found;
  }

  store::Store& store_;
  std::map<int64_t, std::optional<store::PseudonymRecord>> pseudonyms_;
  std::map<int64_t, std::optional<store::DecisionRecord>> decisions_;
};

}  // namespace

Status settle_dropped(store::Store& store) {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t dropped, store.counters().get(store::kDroppedCounter));
  if (dropped == 0) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(store.counters().set(kReportedCounter, dropped));
  return store.counters().set(kReportCounter, 0);
}

Status EventTasks::restore(store::Store& store) {
  NEARSHELF_ASSIGN_OR_RETURN(limit_, load_batch_limit(store.values()));
  return ok_status();
}

std::set<int64_t> EventTasks::sequences_in_flight() const {
  std::set<int64_t> sequences;
  for (const auto& [task_id, batch] : batches_) sequences.insert(batch.sequences.begin(), batch.sequences.end());
  return sequences;
}

Status EventTasks::drop_too_old(store::Store& store, TimeMs now_ms) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto first, store.outbox().oldest(1, std::numeric_limits<uint64_t>::max(), {}));
  if (first.empty() || first.front().queued_ms >= now_ms - store::kMaxQueuedMs) return ok_status();
  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, store.begin());
  NEARSHELF_ASSIGN_OR_RETURN(const uint64_t dropped, store.outbox().drop_queued_before(now_ms - store::kMaxQueuedMs));
  NEARSHELF_RETURN_IF_ERROR(store.counters().add(store::kDroppedCounter, static_cast<int64_t>(dropped)));
  return transaction.commit();
}

Result<QueueState> EventTasks::look(store::Store& store, TimeMs now_ms) {
  NEARSHELF_RETURN_IF_ERROR(drop_too_old(store, now_ms));
  const std::set<int64_t> excluded = sequences_in_flight();
  NEARSHELF_ASSIGN_OR_RETURN(const uint64_t count, store.outbox().count());
  NEARSHELF_ASSIGN_OR_RETURN(const auto first,
                             store.outbox().oldest(1, std::numeric_limits<uint64_t>::max(), excluded));
  if (first.empty()) return QueueState{};
  // Some of those in flight may be gone already.
  return QueueState{count > excluded.size() ? count - excluded.size() : 1, first.front().queued_ms};
}

// The one that waits for its acknowledgement, or a new one about what has been given up since; none while one is in
// flight.
Result<EventTasks::DroppedReport> EventTasks::next_report(store::Store& store, platform::Random& random) const {
  for (const auto& [task_id, batch] : batches_) {
    if (batch.dropped > 0) return DroppedReport{};
  }
  store::CounterTable& counters = store.counters();
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t waiting, counters.get(kReportCounter));
  if (waiting > 0) {
    NEARSHELF_ASSIGN_OR_RETURN(const int64_t id, counters.get(kReportIdCounter));
    return DroppedReport{static_cast<uint64_t>(id), static_cast<uint64_t>(waiting), false};
  }
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t dropped, counters.get(store::kDroppedCounter));
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t reported, counters.get(kReportedCounter));
  if (dropped <= reported) return DroppedReport{};
  std::array<uint8_t, sizeof(uint64_t)> bytes{};
  random.fill(bytes);
  uint64_t id = 0;
  for (const uint8_t byte : bytes) id = id << 8 | byte;
  return DroppedReport{std::max<uint64_t>(id, 1), static_cast<uint64_t>(dropped - reported), true};
}

Result<std::optional<std::string>> EventTasks::make(store::Store& store, platform::Random& random, uint64_t task_id,
                                                    BatchHead head, size_t max_bytes) {
  // The table's measure of an event is a generous one; the encoder's own decides.
  NEARSHELF_ASSIGN_OR_RETURN(auto queued, store.outbox().oldest(limit_, 4 * max_bytes, sequences_in_flight()));
  NEARSHELF_ASSIGN_OR_RETURN(const DroppedReport report, next_report(store, random));
  head.dropped = report.count;
  head.dropped_report = report.id;
  Context context(store);
  std::vector<OutgoingEvent> outgoing;
  Batch batch;
  batch.dropped = head.dropped;
  std::vector<int64_t> pseudonym_ids;
  for (store::QueuedEvent& event : queued) {
    batch.sequences.push_back(event.sequence);
    pseudonym_ids.push_back(event.pseudonym_id);
    NEARSHELF_ASSIGN_OR_RETURN(OutgoingEvent described, context.describe(std::move(event)));
    outgoing.push_back(std::move(described));
  }
  EncodedBatch encoded = encode_batch(head, outgoing, limit_, max_bytes);
  if (encoded.event_count == 0) return std::optional<std::string>();
  batch.sequences.resize(encoded.event_count);
  std::set<int64_t> fresh;
  for (size_t i = 0; i < encoded.event_count; ++i) {
    NEARSHELF_ASSIGN_OR_RETURN(const auto* pseudonym, context.pseudonym_of(pseudonym_ids[i]));
    if (!pseudonym->handed_out) fresh.insert(pseudonym_ids[i]);
  }
  if (!fresh.empty() || report.is_new) {
    NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, store.begin());
    for (const int64_t id : fresh) NEARSHELF_RETURN_IF_ERROR(store.pseudonyms().mark_handed_out(id));
    if (report.is_new) {
      NEARSHELF_RETURN_IF_ERROR(store.counters().set(kReportCounter, static_cast<int64_t>(report.count)));
      NEARSHELF_RETURN_IF_ERROR(store.counters().set(kReportIdCounter, static_cast<int64_t>(report.id)));
    }
    NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  }
  batches_[task_id] = std::move(batch);
  return std::optional<std::string>(std::move(encoded.bytes));
}

Status EventTasks::accept(store::Store& store, uint64_t task_id) {
  const Batch& batch = batches_.at(task_id);
  NEARSHELF_RETURN_IF_ERROR(store.outbox().remove(batch.sequences));
  NEARSHELF_RETURN_IF_ERROR(store.counters().add(kAcknowledgedCounter, static_cast<int64_t>(batch.sequences.size())));
  if (batch.dropped > 0) {
    NEARSHELF_RETURN_IF_ERROR(store.counters().add(kReportedCounter, static_cast<int64_t>(batch.dropped)));
    NEARSHELF_RETURN_IF_ERROR(store.counters().set(kReportCounter, 0));
  }
  if (limit_ == kMaxBatchEvents) return ok_status();
  limit_ = std::min<uint64_t>(2 * limit_, kMaxBatchEvents);
  return save_batch_limit(store.values(), limit_);
}

Result<bool> EventTasks::refuse(store::Store& store, uint64_t task_id) {
  const Batch& batch = batches_.at(task_id);
  if (batch.sequences.size() == 1) {
    NEARSHELF_RETURN_IF_ERROR(store.outbox().remove(batch.sequences));
    NEARSHELF_RETURN_IF_ERROR(store.counters().add(store::kDroppedCounter, 1));
    return true;
  }
  limit_ = std::max<uint64_t>(batch.sequences.size() / 2, 1);
  NEARSHELF_RETURN_IF_ERROR(save_batch_limit(store.values(), limit_));
  return false;
}

size_t EventTasks::event_count(uint64_t task_id) const { return batches_.at(task_id).sequences.size(); }

}  // namespace nearshelf::sync
