// A batch in which every field has a value of its own.
#ifndef NEARSHELF_TESTS_UNIT_PROTOCOL_SAMPLE_BATCH_H_
#define NEARSHELF_TESTS_UNIT_PROTOCOL_SAMPLE_BATCH_H_

#include <cstdint>
#include <string>

#include "server_sync/protocol/batch.h"
#include "server_sync/protocol/names.h"

namespace nearshelf::protocol {

inline constexpr TimeMs kSampleTimeMs = 1'764'072'000'000;  // a whole minute

inline Bytes32 sample_bytes(uint8_t seed) {
  Bytes32 bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(seed + 7 * i);
  return bytes;
}

inline Event sample_event(const std::string& id, uint8_t kind = kView) {
  Event event;
  event.id = id;
  event.kind = kind;
  event.time_ms = kSampleTimeMs;
  event.item_id = "sku-1";
  if (kind == kRating) event.rating = 4.5;
  return event;
}

inline Batch sample_batch() {
  Batch batch;
  batch.sent_at_ms = kSampleTimeMs + 4321;
  batch.sdk = "nearshelf/0.1.0";
  batch.model_id = "spring";
  batch.model_version = 7;
  batch.dropped = 3;
  batch.dropped_report = 0xfedcba9876543210;
  batch.pseudonyms = {sample_bytes(1), sample_bytes(2)};
  batch.receipts = {{kSampleTimeMs - kDayMs, "2026-01", kMeasurement, true},
                    {kSampleTimeMs - kHourMs, "2026-02", kPersonalization | kMeasurement | kModelImprovement, false}};
  Event view = sample_event("a-1");
  view.pseudonym = 1;
  view.receipt = 1;
  view.session = 0xfedcba9876543210u;
  view.position = 5;
  view.dwell_ms = 1500;
  view.scroll_percent = 80;
  view.price = 19.99;
  Event purchase = sample_event("a-2", kPurchase);
  purchase.item_id = "häkelgarn/№7";
  purchase.quantity = 2;
  purchase.price = 0;
  Event rating = sample_event("a-3", kRating);
  rating.receipt = 1;
  batch.events = {view, purchase, rating};
  return batch;
}

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_TESTS_UNIT_PROTOCOL_SAMPLE_BATCH_H_
