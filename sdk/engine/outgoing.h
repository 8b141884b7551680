// From an event of the shopper to what waits to be sent of it.
//
// Threads: none of this locks; its owner serialises the calls.
#ifndef NEARSHELF_SDK_ENGINE_OUTGOING_H_
#define NEARSHELF_SDK_ENGINE_OUTGOING_H_

#include <cstdint>
#include <string_view>

#include "sdk/base/status.h"
#include "sdk/platform/platform.h"
#include "sdk/store/event.h"
#include "sdk/store/store.h"

namespace nearshelf::engine {

// Under what an event is queued.
struct QueueTerms {
  int64_t decision_id = 0;
  uint32_t purposes = 0;  // privacy::Purpose bits in force
  uint32_t pseudonym_days = 0;
};

// Where the event stands in the profile.
struct SessionPlace {
  int64_t session_id = 0;  // 0 = in no session
  uint32_t position = 0;
};

// Takes out of the event all that these purposes do not allow to be sent.
void minimise(store::Event& event, uint32_t purposes);

// Queues what the terms allow of the event, if anything, and gives up what the queue no longer holds. Call it inside a
// transaction of `store`. Errors: kCorrupt when there is no device secret, those of the store.
Status enqueue(store::Store& store, const platform::Platform& platform, const QueueTerms& terms,
               const store::Event& event, const SessionPlace& place);

// Takes purposes off the events that wait, which may leave nothing of some of them to be sent. Inside a transaction.
Status limit_queue_to(store::Store& store, uint32_t purposes);

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_OUTGOING_H_
