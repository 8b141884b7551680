#include "server_sync/server/ingest/body_hash.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "server_sync/protocol/codec.h"
#include "server_sync/protocol/hex.h"
#include "tests/unit/protocol/sample_batch.h"

namespace nearshelf::server {
namespace {

using protocol::Bytes32;
using protocol::Event;

TEST(BodyHash, EveryFieldCounts) {
  const Bytes32 who = protocol::sample_bytes(1);
  const std::vector<std::function<void(Event&)>> changes = {
      [](Event&) {},
      [](Event& e) { e.id = "b"; },
      [](Event& e) { e.kind = protocol::kClick; },
      [](Event& e) { e.session = 1; },
      [](Event& e) { e.position = 1; },
      [](Event& e) { e.time_ms += 1; },
      [](Event& e) { e.item_id = "sku-2"; },
      [](Event& e) { e.dwell_ms = 0; },
      [](Event& e) { e.dwell_ms = 1; },
      [](Event& e) { e.scroll_percent = 0; },
      [](Event& e) { e.quantity = 1; },
      [](Event& e) { e.price = 0; },
      [](Event& e) { e.price = 1; },
      [](Event& e) { e.rating = 0; },
      [](Event& e) { e.id = "as", e.item_id = "ku-1"; },
  };
  std::set<Bytes32> hashes;
  for (const auto& change : changes) {
    Event event = protocol::sample_event("a");
    change(event);
    hashes.insert(body_hash(event, who));
  }
  hashes.insert(body_hash(protocol::sample_event("a"), protocol::sample_bytes(2)));
  EXPECT_EQ(hashes.size(), changes.size() + 1);
}

TEST(BodyHash, IndexesAndTheReceiptDoNotCount) {
  const Bytes32 who = protocol::sample_bytes(1);
  Event event = protocol::sample_event("a");
  const Bytes32 hash = body_hash(event, who);
  event.pseudonym = 5;
  event.receipt = 7;
  EXPECT_EQ(body_hash(event, who), hash);
}

TEST(BodyHash, MinusZeroIsZero) {
  Event event = protocol::sample_event("a");
  event.price = 0.0;
  const Bytes32 hash = body_hash(event, {});
  event.price = -0.0;
  EXPECT_EQ(body_hash(event, {}), hash);
}

TEST(BodyHash, IsTheSameInBothFormats) {
  const auto json =
      decode_batch(protocol::Format::kJson, encode_batch(protocol::Format::kJson, protocol::sample_batch()));
  const auto flat = decode_batch(protocol::Format::kFlatBuffers,
                                 encode_batch(protocol::Format::kFlatBuffers, protocol::sample_batch()));
  ASSERT_TRUE(json.ok() && flat.ok());
  for (size_t i = 0; i < json->batch.events.size(); ++i) {
    EXPECT_EQ(body_hash(json->batch.events[i], {}), body_hash(flat->batch.events[i], {}));
  }
}

// Stores keep it for years: computed once, with Python's hashlib over the fields as body_hash.cc lists them.
TEST(BodyHash, StaysWhatItIs) {
  Event event = protocol::sample_event("a");
  event.session = 2;
  event.price = 1.5;
  EXPECT_EQ(protocol::to_hex(body_hash(event, Bytes32{})),
            "3a93371212e2a8716df9008862b76f1e5b15602e211e387934605188fab466e1");
}

}  // namespace
}  // namespace nearshelf::server
