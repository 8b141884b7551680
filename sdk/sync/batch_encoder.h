// A batch of events in the bytes that go to the server (sdk/schema/events.fbs).
#ifndef NEARSHELF_SDK_SYNC_BATCH_ENCODER_H_
#define NEARSHELF_SDK_SYNC_BATCH_ENCODER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sdk/base/time.h"
#include "sdk/store/event.h"

namespace nearshelf::sync {

// What the shopper had agreed to when an event happened, less what was withdrawn since.
struct ConsentReceipt {
  TimeMs decided_at_ms = 0;
  std::string policy_version;
  uint8_t granted = 0;
  bool global_privacy_control = false;

  bool operator==(const ConsentReceipt&) const = default;
};

struct OutgoingEvent {
  store::Event event;  // minimised; a query would not be sent
  std::array<uint8_t, 32> pseudonym{};
  ConsentReceipt receipt;
  uint64_t session_token = 0;
  uint32_t position = 0;
};

struct BatchHead {
  TimeMs sent_at_ms = 0;
  std::string sdk;
  std::string model_id;  // empty = none in use
  uint64_t model_version = 0;
  uint64_t dropped = 0;
  uint64_t dropped_report = 0;  // the id of the report of these
};

struct EncodedBatch {
  std::string bytes;
  size_t event_count = 0;  // so many from the front are in it; 0 = not even one fits, and `bytes` is empty
};

// Takes events from the front for as long as they fit. Receipts and pseudonyms are written once each.
EncodedBatch encode_batch(const BatchHead& head, std::span<const OutgoingEvent> events, size_t max_events,
                          size_t max_bytes);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_BATCH_ENCODER_H_
