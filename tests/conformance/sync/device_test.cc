// Device and server have a codec each: what one of them writes, the other has to read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/sync/batch_encoder.h"
#include "sdk/sync/erase_request.h"
#include "sdk/sync/limits.h"
#include "sdk/sync/reply_decoder.h"
#include "server_sync/protocol/codec.h"
#include "server_sync/protocol/limits.h"
#include "server_sync/protocol/rights.h"
#include "server_sync/server/ingest/consent.h"

namespace nearshelf {
namespace {

using ::testing::Each;

constexpr TimeMs kMinute = 1'764'072'000'000;

// Every kind that a device sends, with every field that fits it, each under a pseudonym and a receipt of its own.
std::vector<sync::OutgoingEvent> outgoing_events(size_t count) {
  using store::EventKind;
  constexpr EventKind kKinds[] = {EventKind::kView,           EventKind::kClick,    EventKind::kAddToCart,
                                  EventKind::kRemoveFromCart, EventKind::kPurchase, EventKind::kRating,
                                  EventKind::kImpression};
  std::vector<sync::OutgoingEvent> events(count);
  for (size_t i = 0; i < count; ++i) {
    store::Event& event = events[i].event;
    event.kind = kKinds[i % std::size(kKinds)];
    event.event_id = "event-" + std::to_string(i);
    event.time_ms = kMinute;
    event.item_id = "sku-" + std::to_string(i % 50);
    event.price = 0.25 * static_cast<double>(i);
    const bool seen = event.kind == EventKind::kView || event.kind == EventKind::kImpression;
    if (seen) event.dwell_ms = event.scroll_percent = static_cast<int64_t>(i % 101);
    if (event.kind == EventKind::kPurchase) event.quantity = static_cast<int64_t>(i);
    if (event.kind == EventKind::kRating) event.rating = 0;
    events[i].pseudonym[0] = static_cast<uint8_t>(i);
    events[i].pseudonym[1] = static_cast<uint8_t>(i >> 8);
    events[i].receipt = {kMinute + static_cast<TimeMs>(i), "2026-01", 7, (i & 1) != 0};
    events[i].session_token = ~uint64_t{i};
    events[i].position = static_cast<uint32_t>(i);
  }
  return events;
}

TEST(DeviceAndServer, ABatchIsReadFieldByField) {
  const auto events = outgoing_events(sync::kMaxBatchEvents);
  const auto encoded = sync::encode_batch({kMinute, "nearshelf/0.1.0", "spring", 7, 3, ~uint64_t{9}}, events,
                                          sync::kMaxBatchEvents, sync::kMaxBatchBytes);
  ASSERT_EQ(encoded.event_count, events.size());
  const auto decoded = decode_batch(protocol::Format::kFlatBuffers, encoded.bytes);
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  EXPECT_THAT(decoded->rejections, Each(""));
  const protocol::Batch& batch = decoded->batch;
  EXPECT_EQ(batch.sent_at_ms, kMinute);
  EXPECT_EQ(batch.sdk, "nearshelf/0.1.0");
  EXPECT_EQ(batch.model_id, "spring");
  EXPECT_EQ(batch.model_version, 7u);
  EXPECT_EQ(batch.dropped, 3u);
  EXPECT_EQ(batch.dropped_report, ~uint64_t{9});
  ASSERT_EQ(batch.events.size(), events.size());
  for (size_t i = 0; i < events.size(); ++i) {
    const protocol::Event& read = batch.events[i];
    const store::Event& written = events[i].event;
    EXPECT_EQ(read.id, written.event_id);
    EXPECT_EQ(read.kind, static_cast<int>(written.kind));
    EXPECT_EQ(read.time_ms, written.time_ms);
    EXPECT_EQ(read.item_id, written.item_id);
    EXPECT_EQ(read.dwell_ms, written.dwell_ms);
    EXPECT_EQ(read.scroll_percent, written.scroll_percent);
    EXPECT_EQ(read.quantity, written.quantity);
    EXPECT_EQ(read.price, written.price);
    EXPECT_EQ(read.rating, written.rating);
    EXPECT_EQ(read.session, events[i].session_token);
    EXPECT_EQ(read.position, events[i].position);
    EXPECT_EQ(batch.pseudonyms[read.pseudonym], events[i].pseudonym);
    const protocol::Receipt& receipt = batch.receipts[read.receipt];
    EXPECT_EQ(receipt.decided_at_ms, events[i].receipt.decided_at_ms);
    EXPECT_EQ(receipt.policy_version, events[i].receipt.policy_version);
    EXPECT_EQ(receipt.granted, events[i].receipt.granted);
    EXPECT_EQ(receipt.global_privacy_control, events[i].receipt.global_privacy_control);
    EXPECT_EQ(server::check_consent(read, receipt), "") << "decided within the minute of the event";
  }
}

TEST(DeviceAndServer, AReplyIsReadVerdictByVerdict) {
  std::vector<protocol::EventOutcome> outcomes;
  for (size_t i = 0; i < protocol::kMaxBatchEvents; ++i) {
    outcomes.push_back({static_cast<protocol::Verdict>(i % 7), i % 7 < 2 ? "" : std::string(200, 'r')});
  }
  const std::string body = encode_reply(protocol::Format::kFlatBuffers, outcomes);
  EXPECT_LE(body.size(), sync::kMaxReplyBytes);
  const auto reply = sync::decode_reply({reinterpret_cast<const uint8_t*>(body.data()), body.size()}, outcomes.size());
  ASSERT_TRUE(reply.ok()) << reply.status().to_string();
  size_t remarks = 0;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    EXPECT_EQ(reply->verdicts[i], static_cast<uint8_t>(outcomes[i].verdict));
    if (outcomes[i].reason.empty()) continue;
    ASSERT_LT(remarks, reply->remarks.size());
    EXPECT_EQ(reply->remarks[remarks].event, i);
    EXPECT_EQ(reply->remarks[remarks++].reason, outcomes[i].reason);
  }
}

TEST(DeviceAndServer, AnEraseRequestIsRead) {
  store::EraseRequest request;
  request.request_id = "0123456789abcdef";
  request.pseudonyms.resize(sync::kMaxErasePseudonyms);  // the most that a device names at once
  request.pseudonyms[2][31] = 0xab;
  const auto decoded = protocol::decode_erase(sync::erase_body(request));
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  EXPECT_EQ(decoded->request_id, request.request_id);
  ASSERT_EQ(decoded->pseudonyms.size(), request.pseudonyms.size());
  EXPECT_EQ(decoded->pseudonyms[2], request.pseudonyms[2]);
}

TEST(DeviceAndServer, LimitsAreTheSame) {
  EXPECT_EQ(sync::kMaxBatchEvents, protocol::kMaxBatchEvents);
  EXPECT_EQ(sync::kMaxBatchBytes, protocol::kMaxBodyBytes);
  EXPECT_LE(sync::kMaxErasePseudonyms, protocol::kMaxListedPseudonyms);
}

}  // namespace
}  // namespace nearshelf
