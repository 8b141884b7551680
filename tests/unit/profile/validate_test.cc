#include "sdk/profile/validate.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>

namespace nearshelf::profile {
namespace {

using store::Event;
using store::EventKind;

Event make(EventKind kind) {
  Event event;
  event.kind = kind;
  event.time_ms = 1'700'000'000'000;
  if (kind == EventKind::kSearch) {
    event.query = "rain coat";
  } else {
    event.item_id = "sku-1";
  }
  if (kind == EventKind::kRating) event.rating = 4.5;
  return event;
}

// The place of the error after a change to an otherwise valid event; "" when it is still valid.
std::string place_after(EventKind kind, const std::function<void(Event&)>& change) {
  Event event = make(kind);
  change(event);
  const Status status = validate(event);
  if (status.ok()) return "";
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  EXPECT_FALSE(status.message().empty());
  return status.place();
}

TEST(Validate, EveryKindHasAValidForm) {
  for (int kind = 1; kind <= 8; ++kind) {
    const Status status = validate(make(static_cast<EventKind>(kind)));
    EXPECT_TRUE(status.ok()) << kind << ": " << status.to_string();
  }
}

TEST(Validate, AKindThatDoesNotExistIsRefused) {
  for (const int kind : {0, 9, -1, 1000}) {
    EXPECT_EQ(place_after(EventKind::kView, [&](Event& e) { e.kind = static_cast<EventKind>(kind); }), "event.kind");
  }
}

TEST(Validate, RequiredFields) {
  EXPECT_EQ(place_after(EventKind::kView, [](Event& e) { e.item_id.clear(); }), "event.item_id");
  EXPECT_EQ(place_after(EventKind::kSearch, [](Event& e) { e.query.clear(); }), "event.query");
  EXPECT_EQ(place_after(EventKind::kRating, [](Event& e) { e.rating.reset(); }), "event.rating");
}

TEST(Validate, FieldsThatDoNotFitTheKind) {
  EXPECT_EQ(place_after(EventKind::kSearch, [](Event& e) { e.item_id = "a"; }), "event.item_id");
  EXPECT_EQ(place_after(EventKind::kView, [](Event& e) { e.query = "coat"; }), "event.query");
  EXPECT_EQ(place_after(EventKind::kClick, [](Event& e) { e.dwell_ms = 1; }), "event.dwell_ms");
  EXPECT_EQ(place_after(EventKind::kPurchase, [](Event& e) { e.scroll_percent = 1; }), "event.scroll_percent");
  EXPECT_EQ(place_after(EventKind::kView, [](Event& e) { e.quantity = 1; }), "event.quantity");
  EXPECT_EQ(place_after(EventKind::kSearch, [](Event& e) { e.price = 1.0; }), "event.price");
  EXPECT_EQ(place_after(EventKind::kView, [](Event& e) { e.rating = 1.0; }), "event.rating");
}

TEST(Validate, NumbersWithinTheirRange) {
  const auto view = [](auto field, auto value) {
    return place_after(EventKind::kView, [&](Event& e) { e.*field = value; });
  };
  EXPECT_EQ(view(&Event::dwell_ms, int64_t{0}), "");
  EXPECT_EQ(view(&Event::dwell_ms, kDayMs), "");
  EXPECT_EQ(view(&Event::dwell_ms, kDayMs + 1), "event.dwell_ms");
  EXPECT_EQ(view(&Event::dwell_ms, int64_t{-2}), "event.dwell_ms");
  EXPECT_EQ(view(&Event::scroll_percent, int64_t{100}), "");
  EXPECT_EQ(view(&Event::scroll_percent, int64_t{101}), "event.scroll_percent");
  EXPECT_EQ(view(&Event::price, 0.0), "");
  EXPECT_EQ(view(&Event::price, -0.01), "event.price");
  EXPECT_EQ(view(&Event::price, std::numeric_limits<double>::infinity()), "event.price");
  EXPECT_EQ(view(&Event::price, std::numeric_limits<double>::quiet_NaN()), "event.price");

  const auto cart = [](int64_t quantity) {
    return place_after(EventKind::kAddToCart, [&](Event& e) { e.quantity = quantity; });
  };
  EXPECT_EQ(cart(1), "");
  EXPECT_EQ(cart(1'000'000), "");
  EXPECT_EQ(cart(1'000'001), "event.quantity");
  EXPECT_EQ(cart(-1), "event.quantity");

  const auto rating = [](double value) { return place_after(EventKind::kRating, [&](Event& e) { e.rating = value; }); };
  EXPECT_EQ(rating(0.0), "");
  EXPECT_EQ(rating(5.0), "");
  EXPECT_EQ(rating(5.1), "event.rating");
  EXPECT_EQ(rating(std::numeric_limits<double>::quiet_NaN()), "event.rating");
}

TEST(Validate, Times) {
  const auto at = [](TimeMs time) { return place_after(EventKind::kView, [&](Event& e) { e.time_ms = time; }); };
  EXPECT_EQ(at(0), "");
  EXPECT_EQ(at(kMaxTimeMs), "");
  EXPECT_EQ(at(-1), "event.time_ms");
  EXPECT_EQ(at(kMaxTimeMs + 1), "event.time_ms");
}

TEST(Validate, ItemIdsAreShortCleanText) {
  const auto with = [](std::string id) {
    return place_after(EventKind::kView, [&](Event& e) { e.item_id = std::move(id); });
  };
  EXPECT_EQ(with("Stra\xC3\x9F"
                 "e 7/\xE2\x84\x96 1"),
            "");
  EXPECT_EQ(with(std::string(kMaxItemIdBytes, 'a')), "");
  EXPECT_EQ(with(std::string(kMaxItemIdBytes + 1, 'a')), "event.item_id");
  EXPECT_EQ(with("a\xFF"), "event.item_id");
  EXPECT_EQ(with("a\xED\xA0\x80"), "event.item_id");  // a surrogate
  EXPECT_EQ(with("a\nb"), "event.item_id");
  EXPECT_EQ(with("a\x7F"), "event.item_id");
  EXPECT_EQ(with(std::string("a\0b", 3)), "event.item_id");
}

TEST(Validate, QueriesAreCleanTextOfALimitedLength) {
  const auto with = [](std::string query) {
    return place_after(EventKind::kSearch, [&](Event& e) { e.query = std::move(query); });
  };
  EXPECT_EQ(with(std::string(kMaxQueryBytes, 'a')), "");
  EXPECT_EQ(with(std::string(kMaxQueryBytes + 1, 'a')), "event.query");
  EXPECT_EQ(with("\x01"), "event.query");
}

TEST(Validate, EventIds) {
  const auto with = [](std::string id) {
    return place_after(EventKind::kView, [&](Event& e) { e.event_id = std::move(id); });
  };
  EXPECT_EQ(with(""), "");
  EXPECT_EQ(with("A-z_0.9:"), "");
  EXPECT_EQ(with(std::string(64, 'a')), "");
  EXPECT_EQ(with(std::string(65, 'a')), "event.event_id");
  EXPECT_EQ(with("a b"), "event.event_id");
  EXPECT_EQ(with("\xC3\x9F"), "event.event_id");
}

}  // namespace
}  // namespace nearshelf::profile
