#include "tests/support/sample_batches.h"

#include <limits>
#include <utility>

#include "server_sync/protocol/limits.h"
#include "server_sync/protocol/names.h"

namespace nearshelf::testing {

using protocol::Batch;
using protocol::Event;

namespace {

constexpr TimeMs kMinute = 1'764'072'000'000;

protocol::Bytes32 pseudonym(uint8_t seed) {
  protocol::Bytes32 bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(seed * 37 + i * 11);
  return bytes;
}

Event event_of(const std::string& id, uint8_t kind = protocol::kView) {
  Event event;
  event.id = id;
  event.kind = kind;
  event.time_ms = kMinute;
  event.item_id = "sku-1";
  if (kind == protocol::kRating) event.rating = 4;
  return event;
}

Batch batch_of(std::vector<Event> events) {
  Batch batch;
  batch.sent_at_ms = kMinute + 12'345;
  batch.sdk = "nearshelf/0.1.0";
  batch.pseudonyms = {pseudonym(1), pseudonym(2)};
  batch.receipts = {{kMinute - kDayMs, "2026-01", 7, false}, {kMinute - kHourMs, "2026-02", 2, true}};
  batch.events = std::move(events);
  return batch;
}

Batch every_kind() {
  std::vector<Event> events;
  for (const uint8_t kind : {protocol::kView, protocol::kClick, protocol::kAddToCart, protocol::kRemoveFromCart,
                             protocol::kPurchase, protocol::kRating, protocol::kImpression}) {
    events.push_back(event_of("kind-" + std::to_string(kind), kind));
    events.back().position = static_cast<uint32_t>(events.size() - 1);
    events.back().session = 81985529216486895u;
  }
  Batch batch = batch_of(std::move(events));
  batch.model_id = "spring";
  batch.model_version = 7;
  batch.dropped = 3;
  return batch;
}

Batch every_limit() {
  Event most = event_of(std::string(protocol::kMaxEventIdBytes, 'z'), protocol::kImpression);
  most.pseudonym = 1;
  most.session = std::numeric_limits<uint64_t>::max();
  most.position = std::numeric_limits<uint32_t>::max();
  most.time_ms = protocol::kMaxTimeMs;
  most.item_id = std::string(protocol::kMaxItemIdBytes, 'x');
  most.dwell_ms = protocol::kMaxDwellMs;
  most.scroll_percent = protocol::kMaxScrollPercent;
  most.price = protocol::kMaxPrice;
  Event least = event_of("0");
  least.time_ms = 0;
  least.item_id = "\xf0\x9f\xa7\xb6 \xc3\xa4\xe2\x84\x96";
  least.dwell_ms = least.scroll_percent = 0;
  least.price = 0;
  Event purchase = event_of("A.b_c:d-9", protocol::kPurchase);
  purchase.quantity = protocol::kMaxQuantity;
  purchase.price = 0.1;
  Event rating = event_of("r", protocol::kRating);
  rating.rating = protocol::kMaxRating;
  Batch batch = batch_of({most, least, purchase, rating});
  batch.sdk = std::string(protocol::kMaxSdkBytes, 's');
  batch.model_id = std::string(protocol::kMaxModelIdBytes, 'm');
  batch.model_version = batch.dropped = std::numeric_limits<uint64_t>::max();
  batch.receipts[1].policy_version = std::string(protocol::kMaxPolicyVersionBytes, 'p');
  return batch;
}

Batch bad_among_good() {
  std::vector<Event> events;
  const auto add = [&](uint8_t kind, auto change) {
    Event event = event_of("bad-" + std::to_string(events.size()), kind);
    change(event);
    events.push_back(event_of("good-" + std::to_string(events.size())));
    events.push_back(event);
  };
  add(protocol::kView, [](Event& e) { e.id = "a b"; });
  add(protocol::kSearch, [](Event&) {});
  add(protocol::kView, [](Event& e) { e.pseudonym = 2; });
  add(protocol::kView, [](Event& e) { e.receipt = 2; });
  add(protocol::kView, [](Event& e) { e.item_id = "tab\there"; });
  add(protocol::kView, [](Event& e) { e.item_id = std::string(protocol::kMaxItemIdBytes + 1, 'x'); });
  add(protocol::kView, [](Event& e) { e.dwell_ms = protocol::kMaxDwellMs + 1; });
  add(protocol::kView, [](Event& e) { e.scroll_percent = 101; });
  add(protocol::kView, [](Event& e) { e.quantity = 1; });
  add(protocol::kPurchase, [](Event& e) { e.quantity = -1; });
  add(protocol::kClick, [](Event& e) { e.dwell_ms = 1; });
  add(protocol::kView, [](Event& e) { e.price = 2e12; });
  add(protocol::kRating, [](Event& e) { e.rating = 5.5; });
  add(protocol::kRating, [](Event& e) { e.rating.reset(); });
  return batch_of(std::move(events));
}

}  // namespace

std::vector<SampleBatch> sample_batches() {
  return {{"every kind", every_kind()},
          {"no events", batch_of({})},
          {"every limit", every_limit()},
          {"bad among good", bad_among_good()}};
}

}  // namespace nearshelf::testing
