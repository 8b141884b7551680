#include "sdk/engine/outgoing.h"

#include <array>
#include <limits>
#include <span>

#include "sdk/privacy/minimise.h"
#include "sdk/privacy/pseudonym.h"

namespace nearshelf::engine {
namespace {

constexpr int64_t kAgeCheckInterval = 64;  // events between two searches for those that wait too long

// An event of no session is linked to no other.
uint64_t draw_token(platform::Random& random) {
  std::array<uint8_t, sizeof(uint64_t)> bytes;
  random.fill(bytes);
  uint64_t token = 0;
  for (const uint8_t byte : bytes) token = token << 8 | byte;
  return token;
}

Status count_dropped(store::Store& store, uint64_t dropped) {
  return dropped == 0 ? ok_status() : store.counters().add(store::kDroppedCounter, static_cast<int64_t>(dropped));
}

}  // namespace

void minimise(store::Event& event, uint32_t purposes) {
  const uint32_t fields = privacy::sent_fields(purposes);
  event.time_ms = privacy::coarse_time(event.time_ms);
  event.query.clear();
  if (!(fields & privacy::kPrice)) event.price.reset();
  if (!(fields & privacy::kQuantity)) event.quantity.reset();
  if (!(fields & privacy::kRating)) event.rating.reset();
  if (!(fields & privacy::kDwell)) event.dwell_ms.reset();
  if (!(fields & privacy::kScroll)) event.scroll_percent.reset();
}

Status enqueue(store::Store& store, const platform::Platform& platform, const QueueTerms& terms,
               const store::Event& event, const SessionPlace& place) {
  if (!privacy::may_send(static_cast<int>(event.kind), terms.purposes)) return ok_status();
  NEARSHELF_ASSIGN_OR_RETURN(const auto secret, store.pseudonyms().secret());
  if (!secret) return corrupt("the device secret is missing; decide on consent again", "device_secret");
  const int64_t period = privacy::period_of(event.time_ms, terms.pseudonym_days);
  const privacy::Pseudonym pseudonym = privacy::make_pseudonym(*platform.crypto, *secret, terms.pseudonym_days, period);

  store::QueuedEvent queued;
  NEARSHELF_ASSIGN_OR_RETURN(queued.pseudonym_id, store.pseudonyms().add(terms.pseudonym_days, period, pseudonym));
  queued.event = event;
  minimise(queued.event, terms.purposes);
  queued.queued_ms = platform.clock->now_ms();
  queued.decision_id = terms.decision_id;
  queued.purposes = terms.purposes;
  queued.session_token = place.session_id == 0
                             ? draw_token(*platform.random)
                             : privacy::make_session_token(*platform.crypto, *secret, period, place.session_id);
  queued.position = place.position;
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t sequence, store.outbox().append(queued));

  NEARSHELF_ASSIGN_OR_RETURN(uint64_t dropped, store.outbox().drop_oldest_beyond(store::kMaxQueuedEvents));
  if (sequence % kAgeCheckInterval == 0) {
    NEARSHELF_ASSIGN_OR_RETURN(const uint64_t too_old,
                               store.outbox().drop_queued_before(queued.queued_ms - store::kMaxQueuedMs));
    dropped += too_old;
  }
  return count_dropped(store, dropped);
}

Status limit_queue_to(store::Store& store, uint32_t purposes) {
  constexpr uint64_t kAll = std::numeric_limits<int64_t>::max();
  NEARSHELF_ASSIGN_OR_RETURN(auto waiting, store.outbox().oldest(kAll, kAll, {}));
  for (store::QueuedEvent& queued : waiting) {
    queued.purposes &= purposes;
    if (privacy::may_send(static_cast<int>(queued.event.kind), queued.purposes)) {
      minimise(queued.event, queued.purposes);
      NEARSHELF_RETURN_IF_ERROR(store.outbox().update(queued));
    } else {
      NEARSHELF_RETURN_IF_ERROR(store.outbox().remove(std::span(&queued.sequence, 1)));
    }
  }
  return ok_status();
}

}  // namespace nearshelf::engine
