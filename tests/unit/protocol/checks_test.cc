#include "server_sync/protocol/checks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "server_sync/protocol/limits.h"
#include "server_sync/protocol/names.h"
#include "tests/unit/protocol/sample_batch.h"

namespace nearshelf::protocol {
namespace {

template <typename Change>
std::string error_of(uint8_t kind, Change change) {
  const Batch batch = sample_batch();
  Event event = sample_event("id", kind);
  change(event);
  return check_event(event, batch);
}

constexpr auto kAsItIs = [](Event&) {};

TEST(CheckEvent, EveryKindThatIsSentPasses) {
  for (const uint8_t kind : {kView, kClick, kAddToCart, kRemoveFromCart, kPurchase, kRating, kImpression}) {
    EXPECT_EQ(error_of(kind, kAsItIs), "") << int{kind};
  }
  const Batch batch = sample_batch();
  for (const Event& event : batch.events) EXPECT_EQ(check_event(event, batch), "") << event.id;
}

TEST(CheckEvent, KindsThatAreNotSentAreNamed) {
  EXPECT_EQ(error_of(kSearch, kAsItIs), "event.kind: searches are not sent");
  EXPECT_EQ(error_of(0, kAsItIs), "event.kind: no kind of event has number 0");
  EXPECT_EQ(error_of(9, kAsItIs), "event.kind: no kind of event has number 9");
}

TEST(CheckEvent, IdsAreOfTheirAlphabet) {
  const std::string why = "event.id: not 1 to 64 of A-Z a-z 0-9 . _ : -";
  EXPECT_EQ(error_of(kView, [](Event& e) { e.id = "AZaz09._:-"; }), "");
  EXPECT_EQ(error_of(kView, [](Event& e) { e.id = std::string(64, 'x'); }), "");
  EXPECT_EQ(error_of(kView, [](Event& e) { e.id = std::string(65, 'x'); }), why);
  for (const char* id : {"", " a", "a/b", "ä", "a\n"}) EXPECT_EQ(error_of(kView, [&](Event& e) { e.id = id; }), why);
}

TEST(CheckEvent, IndexesHaveToBeThere) {
  EXPECT_EQ(error_of(kView, [](Event& e) { e.pseudonym = e.receipt = 1; }), "");
  EXPECT_EQ(error_of(kView, [](Event& e) { e.pseudonym = 2; }), "event.pseudonym: not below the number of pseudonyms");
  EXPECT_EQ(error_of(kView, [](Event& e) { e.receipt = 2; }), "event.receipt: not below the number of receipts");
}

TEST(CheckEvent, TextsAndTimes) {
  EXPECT_EQ(error_of(kView, [](Event& e) { e.item_id = ""; }), "event.item_id: missing or empty");
  EXPECT_EQ(error_of(kView, [](Event& e) { e.item_id = std::string(256, 'x'); }), "");
  EXPECT_EQ(error_of(kView, [](Event& e) { e.item_id = std::string(257, 'x'); }),
            "event.item_id: longer than 256 bytes");
  for (const std::string& id :
       {std::string("a\tb"), std::string("\xff"), std::string("a\0b", 3), std::string("\x7f")}) {
    EXPECT_EQ(error_of(kView, [&](Event& e) { e.item_id = id; }),
              "event.item_id: not UTF-8 text without control characters");
  }
  EXPECT_EQ(error_of(kView, [](Event& e) { e.time_ms = kMaxTimeMs; }), "");
  for (const TimeMs time_ms : {TimeMs{-1}, kMaxTimeMs + 1, std::numeric_limits<TimeMs>::max()}) {
    EXPECT_EQ(error_of(kView, [&](Event& e) { e.time_ms = time_ms; }),
              "event.time_ms: not between 1970 and the year 9999");
  }
}

TEST(CheckEvent, NumbersHaveToFitTheirRange) {
  EXPECT_EQ(error_of(kView, [](Event& e) { e.dwell_ms = -2; }), "event.dwell_ms: not within 0 and one day");
  EXPECT_EQ(error_of(kView, [](Event& e) { e.dwell_ms = kDayMs + 1; }), "event.dwell_ms: not within 0 and one day");
  EXPECT_EQ(error_of(kImpression, [](Event& e) { e.scroll_percent = 101; }),
            "event.scroll_percent: not within 0 and 100");
  EXPECT_EQ(error_of(kPurchase, [](Event& e) { e.quantity = 1'000'001; }), "event.quantity: not within 1 and 1000000");
  EXPECT_EQ(error_of(kPurchase, [](Event& e) { e.quantity = 0; }), "event.quantity: not within 1 and 1000000");
  for (const double price : {-0.01, 1.1e12, std::nan(""), std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(error_of(kView, [&](Event& e) { e.price = price; }), "event.price: not within 0 and 1e12");
  }
  EXPECT_EQ(error_of(kRating, [](Event& e) { e.rating = 5.1; }), "event.rating: not within 0 and 5");
  EXPECT_EQ(error_of(kRating, [](Event& e) { e.rating = std::nan(""); }), "event.rating: not within 0 and 5");
}

TEST(CheckEvent, NumbersHaveToFitTheKind) {
  const std::string why = ": does not fit this kind of event; leave it out";
  EXPECT_EQ(error_of(kClick, [](Event& e) { e.dwell_ms = 5; }), "event.dwell_ms" + why);
  EXPECT_EQ(error_of(kPurchase, [](Event& e) { e.scroll_percent = 5; }), "event.scroll_percent" + why);
  EXPECT_EQ(error_of(kView, [](Event& e) { e.quantity = 5; }), "event.quantity" + why);
  EXPECT_EQ(error_of(kView, [](Event& e) { e.rating = 5; }), "event.rating" + why);
  EXPECT_EQ(error_of(kRating, [](Event& e) { e.rating.reset(); }), "event.rating: missing");
}

TEST(CheckReceipt, NamesTheField) {
  const Receipt good = {0, "1", 7, false};
  EXPECT_TRUE(check_receipt(good, "receipts[0]").ok());
  Receipt receipt = good;
  receipt.granted = 8;
  EXPECT_EQ(check_receipt(receipt, "receipts[4]").place(), "receipts[4].granted");
  receipt = good;
  receipt.policy_version = "";
  EXPECT_EQ(check_receipt(receipt, "receipts[4]").place(), "receipts[4].policy_version");
  receipt.policy_version = std::string(65, 'x');
  EXPECT_EQ(check_receipt(receipt, "receipts[4]").place(), "receipts[4].policy_version");
  receipt = good;
  receipt.decided_at_ms = -1;
  EXPECT_EQ(check_receipt(receipt, "receipts[4]").place(), "receipts[4].decided_at_ms");
}

TEST(CheckBatchFields, NamesTheField) {
  EXPECT_TRUE(check_batch_fields(sample_batch()).ok());
  EXPECT_TRUE(check_batch_fields(Batch()).ok());
  Batch batch = sample_batch();
  batch.sdk = std::string(65, 'x');
  EXPECT_EQ(check_batch_fields(batch).place(), "sdk");
  batch = sample_batch();
  batch.model_id = "a\nb";
  EXPECT_EQ(check_batch_fields(batch).place(), "model_id");
  batch = sample_batch();
  batch.sent_at_ms = kMaxTimeMs + 1;
  EXPECT_EQ(check_batch_fields(batch).place(), "sent_at_ms");
}

TEST(CheckCount, OneMoreThanTheLimitIsTooMany) {
  EXPECT_TRUE(check_count(5, 5, "events").ok());
  EXPECT_EQ(check_count(6, 5, "events").code(), Code::kLimit);
  EXPECT_EQ(check_count(6, 5, "events").place(), "events");
}

}  // namespace
}  // namespace nearshelf::protocol
