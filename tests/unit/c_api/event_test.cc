#include "sdk/c_api/event.h"

#include <gtest/gtest.h>

namespace nearshelf::c_api {
namespace {

TEST(ReadEvent, DefaultsAreNotGiven) {
  nsh_event input;
  nsh_event_init(&input);
  const InputEvent read = read_event(&input).value();
  EXPECT_FALSE(read.time_ms.has_value());
  EXPECT_FALSE(read.event.dwell_ms.has_value());
  EXPECT_FALSE(read.event.scroll_percent.has_value());
  EXPECT_FALSE(read.event.quantity.has_value());
  EXPECT_FALSE(read.event.price.has_value());
  EXPECT_FALSE(read.event.rating.has_value());
}

TEST(ReadEvent, TakesEveryField) {
  nsh_event input;
  nsh_event_init(&input);
  input.kind = NSH_EVENT_PURCHASE;
  input.item_id = {"item", 4};
  input.event_id = {"event", 5};
  input.query = {"query", 5};
  input.time_ms = 1;
  input.dwell_ms = 0;
  input.scroll_percent = 0;
  input.quantity = 3;
  input.price = 4.5;
  input.rating = 0.0;
  const InputEvent read = read_event(&input).value();
  EXPECT_EQ(read.event.kind, store::EventKind::kPurchase);
  EXPECT_EQ(read.event.item_id, "item");
  EXPECT_EQ(read.event.event_id, "event");
  EXPECT_EQ(read.event.query, "query");
  EXPECT_EQ(read.time_ms, 1);
  EXPECT_EQ(read.event.dwell_ms, 0);
  EXPECT_EQ(read.event.scroll_percent, 0);
  EXPECT_EQ(read.event.quantity, 3);
  EXPECT_EQ(read.event.price, 4.5);
  EXPECT_EQ(read.event.rating, 0.0);
}

}  // namespace
}  // namespace nearshelf::c_api
