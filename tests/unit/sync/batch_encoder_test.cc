#include "sdk/sync/batch_encoder.h"

#include <gtest/gtest.h>

#include <random>

#include "sdk/schema/events_generated.h"
#include "sdk/sync/limits.h"

namespace nearshelf::sync {
namespace {

namespace wire = schema::sync;

const BatchHead kHead = {1'700'000'000'000, "nearshelf/0.1.0", "shop", 7, 3, 0xfedcba9876543210};

OutgoingEvent make(int i) {
  OutgoingEvent outgoing;
  outgoing.event.kind = store::EventKind::kView;
  outgoing.event.event_id = "event-" + std::to_string(i);
  outgoing.event.item_id = "sku-" + std::to_string(i);
  outgoing.event.time_ms = 1'699'999'980'000;
  outgoing.pseudonym.fill(9);
  outgoing.receipt = {1'690'000'000'000, "2023-11", 3, false};
  outgoing.session_token = 0xfedcba9876543210;
  outgoing.position = static_cast<uint32_t>(i);
  return outgoing;
}

std::vector<OutgoingEvent> make_many(int count) {
  std::vector<OutgoingEvent> events;
  for (int i = 0; i < count; ++i) events.push_back(make(i));
  return events;
}

// The batch as a server reads it; fails the test when it is no valid one.
const wire::Batch* read(const EncodedBatch& encoded) {
  const auto* data = reinterpret_cast<const uint8_t*>(encoded.bytes.data());
  flatbuffers::Verifier verifier(data, encoded.bytes.size());
  EXPECT_TRUE(wire::VerifyBatchBuffer(verifier));
  return wire::GetBatch(data);
}

TEST(BatchEncoder, EveryFieldArrives) {
  OutgoingEvent full = make(1);
  full.event.kind = store::EventKind::kPurchase;
  full.event.dwell_ms = 1234;
  full.event.scroll_percent = 100;
  full.event.quantity = 2;
  full.event.price = 9.99;
  full.event.rating = 4.5;
  const std::vector<OutgoingEvent> events = {full, make(2)};
  const EncodedBatch encoded = encode_batch(kHead, events, kMaxBatchEvents, kMaxBatchBytes);
  ASSERT_EQ(encoded.event_count, 2u);
  const wire::Batch* batch = read(encoded);
  EXPECT_EQ(batch->sent_at_ms(), kHead.sent_at_ms);
  EXPECT_EQ(batch->sdk()->str(), "nearshelf/0.1.0");
  EXPECT_EQ(batch->model_id()->str(), "shop");
  EXPECT_EQ(batch->model_version(), 7u);
  EXPECT_EQ(batch->dropped(), 3u);
  EXPECT_EQ(batch->dropped_report(), 0xfedcba9876543210);
  const wire::Event* event = batch->events()->Get(0);
  EXPECT_EQ(event->id()->str(), "event-1");
  EXPECT_EQ(event->kind(), 5);
  EXPECT_EQ(event->session(), 0xfedcba9876543210);
  EXPECT_EQ(event->position(), 1u);
  EXPECT_EQ(event->time_ms(), 1'699'999'980'000);
  EXPECT_EQ(event->item_id()->str(), "sku-1");
  EXPECT_EQ(event->dwell_ms(), 1234);
  EXPECT_EQ(event->scroll_percent(), 100);
  EXPECT_EQ(event->quantity(), 2);
  EXPECT_EQ(event->price(), 9.99);
  EXPECT_EQ(event->rating(), 4.5);
  const wire::Event* plain = batch->events()->Get(1);
  EXPECT_EQ(plain->dwell_ms(), -1);
  EXPECT_EQ(plain->scroll_percent(), -1);
  EXPECT_EQ(plain->quantity(), 0);
  EXPECT_EQ(plain->price(), -1);
  EXPECT_EQ(plain->rating(), -1);
}

TEST(BatchEncoder, NoFreeTextLeaves) {
  OutgoingEvent search = make(1);
  search.event.query = "a gift for my mother";
  const EncodedBatch encoded = encode_batch(kHead, std::span(&search, 1), kMaxBatchEvents, kMaxBatchBytes);
  EXPECT_EQ(encoded.bytes.find("gift"), std::string::npos);
}

TEST(BatchEncoder, ReceiptsAndPseudonymsStandThereOnce) {
  std::vector<OutgoingEvent> events = make_many(300);
  for (size_t i = 100; i < 300; ++i) events[i].receipt.granted = 7;
  for (size_t i = 200; i < 300; ++i) events[i].pseudonym.fill(1);
  const wire::Batch* batch = nullptr;
  const EncodedBatch encoded = encode_batch(kHead, events, kMaxBatchEvents, kMaxBatchBytes);
  batch = read(encoded);
  ASSERT_EQ(batch->receipts()->size(), 2u);
  ASSERT_EQ(batch->pseudonyms()->size(), 2u);
  EXPECT_EQ(batch->receipts()->Get(0)->granted(), 3);
  EXPECT_EQ(batch->receipts()->Get(1)->granted(), 7);
  EXPECT_EQ(batch->receipts()->Get(1)->policy_version()->str(), "2023-11");
  EXPECT_EQ(batch->receipts()->Get(1)->decided_at_ms(), 1'690'000'000'000);
  EXPECT_EQ(batch->pseudonyms()->Get(0)->bytes()->size(), 32u);
  EXPECT_EQ(batch->pseudonyms()->Get(1)->bytes()->Get(31), 1);
  for (const auto [index, receipt, pseudonym] : {std::array{0, 0, 0}, {150, 1, 0}, {299, 1, 1}}) {
    const wire::Event* event = batch->events()->Get(static_cast<flatbuffers::uoffset_t>(index));
    EXPECT_EQ(event->receipt(), receipt) << index;
    EXPECT_EQ(event->pseudonym(), pseudonym) << index;
  }
}

TEST(BatchEncoder, NoMoreEventsThanAskedFor) {
  const auto events = make_many(600);
  EXPECT_EQ(encode_batch(kHead, events, kMaxBatchEvents, kMaxBatchBytes).event_count, 500u);
  EXPECT_EQ(encode_batch(kHead, events, 1, kMaxBatchBytes).event_count, 1u);
  EXPECT_EQ(encode_batch(kHead, {}, 10, kMaxBatchBytes).event_count, 0u);
}

TEST(BatchEncoder, WhatItMakesFitsAndIsNotMuchSmaller) {
  std::mt19937 random(5);
  for (int run = 0; run < 60; ++run) {
    std::vector<OutgoingEvent> events = make_many(500);
    for (OutgoingEvent& outgoing : events) {
      outgoing.event.event_id = std::string(1 + random() % 64, 'e');
      outgoing.event.item_id = std::string(random() % 257, 'i');
      if (random() % 2) outgoing.event.price = 1.0;
      if (random() % 4 == 0) outgoing.event.dwell_ms = 5;
      if (random() % 50 == 0) outgoing.pseudonym.fill(static_cast<uint8_t>(random()));
      if (random() % 9 == 0) outgoing.receipt.decided_at_ms += random() % 1000;
    }
    const size_t limit = 600 + random() % kLeavingBytes;
    const EncodedBatch encoded = encode_batch(kHead, events, kMaxBatchEvents, limit);
    EXPECT_LE(encoded.bytes.size(), limit);
    if (encoded.event_count == 0) continue;
    EXPECT_EQ(read(encoded)->events()->size(), encoded.event_count);
    if (encoded.event_count == 500) continue;
    EXPECT_GT(encoded.bytes.size() * 105 / 100 + 1200, limit) << encoded.event_count;
  }
}

TEST(BatchEncoder, TheLargestEventsOfALargeBatchFit) {
  std::vector<OutgoingEvent> events = make_many(500);
  for (OutgoingEvent& outgoing : events) {
    outgoing.event.event_id = std::string(64, 'e');
    outgoing.event.item_id = std::string(256, 'i');
  }
  EXPECT_EQ(encode_batch(kHead, events, kMaxBatchEvents, kMaxBatchBytes).event_count, 500u);
}

TEST(BatchEncoder, NothingFitsIntoNothing) {
  const auto events = make_many(3);
  for (const size_t limit : {size_t{0}, size_t{1}, size_t{200}}) {
    const EncodedBatch encoded = encode_batch(kHead, events, kMaxBatchEvents, limit);
    EXPECT_EQ(encoded.event_count, 0u);
    EXPECT_TRUE(encoded.bytes.empty());
  }
}

}  // namespace
}  // namespace nearshelf::sync
