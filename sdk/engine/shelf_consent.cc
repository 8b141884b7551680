// The shelf's decisions, and what becomes of the profile and the queue under them.
#include <algorithm>
#include <utility>
#include <vector>

#include "sdk/engine/carry_profile.h"
#include "sdk/engine/outgoing.h"
#include "sdk/engine/random_id.h"
#include "sdk/engine/shelf.h"
#include "sdk/sync/limits.h"

namespace nearshelf::engine {
namespace {

privacy::Decision decision_of(const store::DecisionRecord& record) {
  privacy::Decision decision;
  decision.granted = record.granted;
  decision.global_privacy_control = record.global_privacy_control;
  decision.policy_version = record.policy_version;
  decision.time_ms = record.decided_ms;
  return decision;
}

store::DecisionRecord record_of(const privacy::Decision& decision, uint32_t effective) {
  store::DecisionRecord record;
  record.decided_ms = decision.time_ms;
  record.policy_version = decision.policy_version;
  record.granted = decision.granted;
  record.effective = effective;
  record.global_privacy_control = decision.global_privacy_control;
  return record;
}

// Apart from its time: an app may tell the shelf at every start what was decided long ago.
bool is_the_same(const store::DecisionRecord& a, const store::DecisionRecord& b) {
  return a.granted == b.granted && a.effective == b.effective && a.policy_version == b.policy_version &&
         a.global_privacy_control == b.global_privacy_control;
}

}  // namespace

Result<std::unique_ptr<store::Store>> Shelf::open_memory() {
  NEARSHELF_ASSIGN_OR_RETURN(auto memory, store::Store::open({}, platform_));
  // Ids of sessions go on from those in the file, so that no two of one shopper share one.
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t last_id, store_->sessions().last_id());
  NEARSHELF_RETURN_IF_ERROR(memory->sessions().reserve_ids(last_id));
  return memory;
}

Status Shelf::restore_consent() {
  NEARSHELF_ASSIGN_OR_RETURN(memory_, open_memory());
  NEARSHELF_ASSIGN_OR_RETURN(decision_, store_->consent().latest());
  if (!decision_) return ok_status();
  effective_ = decision_->effective;
  const privacy::Decision decision = decision_of(*decision_);
  const uint32_t effective = privacy::effective_purposes(decision, options_.gpc_denies);
  if (effective == effective_) return ok_status();
  // The shop has changed what Global Privacy Control denies.
  if (const Status applied = apply(decision, effective); !applied.ok()) {
    say(LogLevel::kError, "nothing is granted: the decision in force could not be applied: " + applied.to_string());
    grant_nothing();
  }
  return ok_status();
}

Status Shelf::set_consent(privacy::Decision decision, std::optional<TimeMs> time_ms) {
  const std::lock_guard lock(mutex_);
  decision.time_ms = time_ms ? *time_ms : std::clamp<TimeMs>(platform_.clock->now_ms(), 0, kMaxTimeMs);
  NEARSHELF_RETURN_IF_ERROR(privacy::validate(decision));
  const uint32_t effective = privacy::effective_purposes(decision, options_.gpc_denies);
  if (decision_ && !decision_failed_ && is_the_same(*decision_, record_of(decision, effective))) return ok_status();
  Status applied = apply(decision, effective);
  if (!applied.ok()) grant_nothing();
  return applied;
}

// All that is in the file changes in one transaction; what is in memory follows once that is durable.
Status Shelf::apply(const privacy::Decision& decision, uint32_t effective) {
  const bool keep = (effective & privacy::kPersonalization) != 0;
  store::DecisionRecord record = record_of(decision, effective);
  // What was in memory ends here only when it was carried into the file, or with the file's.
  std::unique_ptr<store::Store> next_memory;
  SessionState next_session = session_;
  std::vector<uint32_t> next_purchased = purchased_;

  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, store_->begin());
  NEARSHELF_ASSIGN_OR_RETURN(const auto former, store_->consent().latest());
  if (former && is_the_same(*former, record)) {
    record = *former;
  } else {
    NEARSHELF_ASSIGN_OR_RETURN(record.decision_id, store_->consent().append(record));
  }
  if (keep) {
    NEARSHELF_RETURN_IF_ERROR(carry_profile(*memory_, *store_));
    NEARSHELF_RETURN_IF_ERROR(store_->events().prune(options_.max_events));
    NEARSHELF_ASSIGN_OR_RETURN(next_session, SessionState::restore(*store_, model_.get()));
    NEARSHELF_ASSIGN_OR_RETURN(next_purchased, purchased_in(*store_));
  } else {
    NEARSHELF_RETURN_IF_ERROR(store_->events().remove_all());
    NEARSHELF_RETURN_IF_ERROR(store_->sessions().remove_all());
  }
  if (keep || holds(privacy::kPersonalization)) {
    NEARSHELF_ASSIGN_OR_RETURN(next_memory, open_memory());
    if (!keep) {
      next_session = SessionState();
      next_purchased.clear();
    }
  }
  NEARSHELF_RETURN_IF_ERROR(apply_measurement(former ? former->effective : 0, effective));
  NEARSHELF_RETURN_IF_ERROR(transaction.commit());

  decision_ = std::move(record);
  effective_ = effective;
  decision_failed_ = false;
  if (!holds(privacy::kMeasurement)) sync_->forget_events();
  if (next_memory) memory_ = std::move(next_memory);
  session_ = std::move(next_session);
  purchased_ = std::move(next_purchased);
  // Whatever is not granted may just have been deleted.
  return effective == privacy::kAllPurposes ? ok_status() : store_->empty_journal();
}

Status Shelf::apply_measurement(uint32_t before, uint32_t effective) {
  if (!(effective & privacy::kMeasurement)) {
    NEARSHELF_RETURN_IF_ERROR(request_erasure(store::EraseScope::kAll));
    NEARSHELF_RETURN_IF_ERROR(store_->outbox().remove_all());
    NEARSHELF_RETURN_IF_ERROR(sync::settle_dropped(*store_));
    return store_->pseudonyms().remove_all();
  }
  NEARSHELF_ASSIGN_OR_RETURN(const auto secret, store_->pseudonyms().secret());
  if (!secret) {
    store::SecretBytes drawn;
    platform_.random->fill(drawn);
    NEARSHELF_RETURN_IF_ERROR(store_->pseudonyms().set_secret(drawn));
  }
  if (!(before & ~effective & privacy::kModelImprovement)) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(request_erasure(store::EraseScope::kModelImprovement));
  return limit_queue_to(*store_, effective);
}

// Names every pseudonym that a server may have, in as many requests as it takes; when it has none there is nothing to
// ask for.
Status Shelf::request_erasure(store::EraseScope scope) {
  NEARSHELF_ASSIGN_OR_RETURN(auto pseudonyms, store_->pseudonyms().all());
  std::erase_if(pseudonyms, [](const store::PseudonymRecord& pseudonym) { return !pseudonym.handed_out; });
  store::EraseRequest request;
  request.scope = scope;
  request.requested_ms = platform_.clock->now_ms();
  for (const store::PseudonymRecord& pseudonym : pseudonyms) {
    request.pseudonyms.push_back(pseudonym.bytes);
    const bool last = &pseudonym == &pseudonyms.back();
    if (!last && request.pseudonyms.size() < sync::kMaxErasePseudonyms) continue;
    request.request_id = draw_id(*platform_.random);
    NEARSHELF_RETURN_IF_ERROR(store_->erasures().append(request));
    request.pseudonyms.clear();
  }
  return ok_status();
}

// The profile in the file, if there is one, is neither read nor added to any more.
void Shelf::grant_nothing() {
  if (holds(privacy::kPersonalization)) {
    // Sessions in memory go on from those in the file; that this fails is no reason to go on collecting.
    if (session_.record()) static_cast<void>(memory_->sessions().reserve_ids(session_.record()->session_id));
    session_ = SessionState();
    purchased_.clear();
  }
  effective_ = 0;
  decision_failed_ = true;
}

ConsentInfo Shelf::consent() {
  const std::lock_guard lock(mutex_);
  ConsentInfo info;
  info.effective = effective_;
  if (decision_) info.decision = decision_of(*decision_);
  return info;
}

}  // namespace nearshelf::engine
