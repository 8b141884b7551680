#include "server_sync/server/ingest/consent.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using protocol::kMeasurement;
using protocol::kModelImprovement;
using protocol::kPersonalization;

constexpr TimeMs kMinute = 1'764'072'000'000;

protocol::Event event_at(TimeMs time_ms) {
  protocol::Event event;
  event.time_ms = time_ms;
  return event;
}

protocol::Receipt receipt_at(TimeMs decided_at_ms, uint8_t granted = kMeasurement) {
  return {decided_at_ms, "1", granted, false};
}

TEST(Consent, NeedsMeasurement) {
  EXPECT_EQ(check_consent(event_at(kMinute), receipt_at(0)), "");
  EXPECT_EQ(check_consent(event_at(kMinute), receipt_at(0, 0)), "receipt.measurement");
  EXPECT_EQ(check_consent(event_at(kMinute), receipt_at(0, kPersonalization | kModelImprovement)),
            "receipt.measurement");
}

TEST(Consent, IsDecidedNoLaterThanTheEventToTheMinute) {
  EXPECT_EQ(check_consent(event_at(kMinute), receipt_at(kMinute)), "");
  EXPECT_EQ(check_consent(event_at(kMinute), receipt_at(kMinute + 59'999)), "") << "the event's time is cut";
  EXPECT_EQ(check_consent(event_at(kMinute), receipt_at(kMinute + kMinuteMs)), "receipt.time");
  EXPECT_EQ(check_consent(event_at(kMinute - 1), receipt_at(kMinute)), "receipt.time");
}

TEST(Consent, FieldsOfModelImprovementNeedIt) {
  protocol::Event event = event_at(kMinute);
  event.quantity = 1;
  event.price = 2;
  EXPECT_EQ(check_consent(event, receipt_at(0)), "") << "measurement alone";
  event.rating = 5;
  EXPECT_EQ(check_consent(event, receipt_at(0)), "receipt.model_improvement: needed for a rating");
  event.rating.reset();
  event.dwell_ms = 5;
  EXPECT_EQ(check_consent(event, receipt_at(0)), "receipt.model_improvement: needed for dwell_ms");
  event.dwell_ms.reset();
  event.scroll_percent = 5;
  EXPECT_EQ(check_consent(event, receipt_at(0)), "receipt.model_improvement: needed for scroll_percent");
  event.rating = event.dwell_ms = 5;
  EXPECT_EQ(check_consent(event, receipt_at(0, kMeasurement | kModelImprovement)), "");
}

}  // namespace
}  // namespace nearshelf::server
