#include "sdk/engine/shelf.h"

#include <thread>

#include "tests/unit/engine/shelf_fixture.h"

namespace nearshelf::engine {
namespace {

using store::EventKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ShelfTest : public ShelfFixture {};

TEST_F(ShelfTest, RecommendsAfterTheSessionsItems) {
  const auto shelf = open_with_model();
  for (const uint32_t item : {3u, 17u, 40u}) EXPECT_TRUE(view(*shelf, item_id(item)).item_known);
  const Recommendations result = recommend(*shelf);
  EXPECT_EQ(result.context, Context::kSession);
  EXPECT_THAT(result.items, SizeIs(20));
  EXPECT_EQ(ranking_of(result), ranking_of(recommend_after({item_id(3), item_id(17), item_id(40)})));
}

TEST_F(ShelfTest, ARestartChangesNothing) {
  std::vector<std::pair<std::string, float>> before;
  SessionInfo session;
  {
    const auto shelf = open_with_model();
    for (const uint32_t item : {3u, 17u, 40u, 17u}) view(*shelf, item_id(item));
    before = ranking_of(recommend(*shelf));
    session = shelf->session();
  }
  const auto shelf = open();
  EXPECT_EQ(ranking_of(recommend(*shelf)), before);
  EXPECT_EQ(shelf->session().session_id, session.session_id);
  EXPECT_EQ(shelf->session().event_count, 4u);
  EXPECT_EQ(shelf->session().context_items, 4u);
  view(*shelf, item_id(5));
  EXPECT_EQ(ranking_of(recommend(*shelf)),
            ranking_of(recommend_after({item_id(3), item_id(17), item_id(40), item_id(17), item_id(5)})));
}

TEST_F(ShelfTest, ANewShopperGetsWhatIsPopular) {
  const auto shelf = open_with_model();
  const Recommendations result = recommend(*shelf);
  EXPECT_EQ(result.context, Context::kNone);
  EXPECT_EQ(ranking_of(result), ranking_of(recommend_after({})));
  EXPECT_EQ(shelf->session().session_id, 0);
}

TEST_F(ShelfTest, AnEmptySessionFollowsTheFormerOnes) {
  const auto shelf = open_with_model();
  view(*shelf, item_id(3));
  view(*shelf, item_id(17));
  platform_.clock.now += kDayMs;
  EXPECT_FALSE(shelf->session().active);
  Recommendations result = recommend(*shelf);
  EXPECT_EQ(result.context, Context::kHistory);
  EXPECT_EQ(ranking_of(result), ranking_of(recommend_after({item_id(3), item_id(17)})));
  // A session of unknown items is no better informed.
  view(*shelf, "unknown");
  EXPECT_EQ(recommend(*shelf).context, Context::kHistory);
  view(*shelf, item_id(5));
  result = recommend(*shelf);
  EXPECT_EQ(result.context, Context::kSession);
  EXPECT_EQ(ranking_of(result), ranking_of(recommend_after({item_id(5)})));
}

TEST_F(ShelfTest, UnknownItemsAreKeptAndPassedOver) {
  const auto shelf = open_with_model();
  view(*shelf, item_id(3));
  EXPECT_FALSE(view(*shelf, "brand-new").item_known);
  view(*shelf, item_id(17));
  EXPECT_EQ(shelf->session().event_count, 3u);
  EXPECT_EQ(shelf->session().context_items, 2u);
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(3), item_id(17)})));
}

TEST_F(ShelfTest, OneActReportedTwiceIsOneStep) {
  const auto shelf = open_with_model();
  track(*shelf, make_event(EventKind::kClick, item_id(3)));
  track(*shelf, make_event(EventKind::kView, item_id(3)));
  track(*shelf, make_event(EventKind::kAddToCart, item_id(3)));
  track(*shelf, make_event(EventKind::kImpression, item_id(9)));
  EXPECT_EQ(shelf->session().event_count, 4u);
  EXPECT_EQ(shelf->session().context_items, 1u);
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(3)})));
}

TEST_F(ShelfTest, ASessionEndsAfterTheModelsTimeout) {
  const auto shelf = open_with_model();
  const int64_t first = view(*shelf, item_id(3)).session_id;
  platform_.clock.now += 30 * kMinuteMs;
  EXPECT_EQ(view(*shelf, item_id(4)).session_id, first);
  platform_.clock.now += 30 * kMinuteMs + 1;
  EXPECT_EQ(view(*shelf, item_id(5)).session_id, first + 1);
  EXPECT_EQ(shelf->session().context_items, 1u);
  EXPECT_EQ(shelf->session().started_ms, platform_.clock.now);
}

TEST_F(ShelfTest, AClockSetBackDoesNotEndTheSession) {
  const auto shelf = open_with_model();
  const int64_t session = view(*shelf, item_id(3)).session_id;
  platform_.clock.now -= 400 * kDayMs;
  EXPECT_EQ(view(*shelf, item_id(4)).session_id, session);
  EXPECT_TRUE(shelf->session().active);
  platform_.clock.now += kDayMs;
  EXPECT_EQ(view(*shelf, item_id(5)).session_id, session + 1);
}

TEST_F(ShelfTest, ALateEventGoesIntoTheHistory) {
  const auto shelf = open_with_model();
  view(*shelf, item_id(3));
  const auto before = ranking_of(recommend(*shelf));
  const TrackResult late = track(*shelf, make_event(EventKind::kPurchase, item_id(50)), platform_.clock.now - kDayMs);
  EXPECT_EQ(late.session_id, 0);
  EXPECT_EQ(shelf->session().event_count, 1u);
  EXPECT_EQ(shelf->info().value().event_count, 2u);
  EXPECT_EQ(ranking_of(recommend(*shelf, {.exclude_purchased = false})), before);
}

TEST_F(ShelfTest, EndingASessionBeginsANewOne) {
  const auto shelf = open_with_model();
  EXPECT_TRUE(shelf->end_session().ok());  // there is none
  view(*shelf, item_id(3));
  ASSERT_TRUE(shelf->end_session().ok());
  EXPECT_FALSE(shelf->session().active);
  EXPECT_EQ(recommend(*shelf).context, Context::kHistory);
  EXPECT_EQ(view(*shelf, item_id(4)).session_id, 2);
}

TEST_F(ShelfTest, TheSameEventIdAgainChangesNothing) {
  const auto shelf = open_with_model();
  const TrackResult first = track(*shelf, make_event(EventKind::kView, item_id(3), "id-1"));
  EXPECT_FALSE(first.duplicate);
  const auto before = ranking_of(recommend(*shelf));
  const TrackResult again = track(*shelf, make_event(EventKind::kView, item_id(9), "id-1"));
  EXPECT_TRUE(again.duplicate);
  EXPECT_EQ(again.event_id, "id-1");
  EXPECT_EQ(again.session_id, first.session_id);
  EXPECT_EQ(shelf->session().event_count, 1u);
  EXPECT_EQ(ranking_of(recommend(*shelf)), before);
}

TEST_F(ShelfTest, EventIdsAreDrawnWhenNotGiven) {
  const auto shelf = open();
  EXPECT_EQ(view(*shelf, "a").event_id, "01000000000000000100000000000000");
  EXPECT_EQ(view(*shelf, "a").event_id, "02000000000000000200000000000000");
}

TEST_F(ShelfTest, ABadEventChangesNothing) {
  const auto shelf = open_with_model();
  view(*shelf, item_id(3));
  store::Event event = make_event(EventKind::kView, item_id(4));
  event.rating = 3.0;
  EXPECT_EQ(shelf->track(event, {}).status().place(), "event.rating");
  EXPECT_EQ(shelf->track(make_event(EventKind::kView, item_id(4)), -5).status().place(), "event.time_ms");
  EXPECT_EQ(shelf->session().event_count, 1u);
  EXPECT_EQ(shelf->info().value().event_count, 1u);
}

TEST_F(ShelfTest, ABrokenClockIsNoReasonToLoseAnEvent) {
  const auto shelf = open();
  platform_.clock.now = -77;
  view(*shelf, "a");
  EXPECT_EQ(shelf->session().started_ms, 0);
}

TEST_F(ShelfTest, WhatWasBoughtIsLeftOutAlsoAfterARestart) {
  const std::string bought = recommend_after({item_id(3)}).items.front().id;
  {
    const auto shelf = open_with_model();
    track(*shelf, make_event(EventKind::kPurchase, bought));
    track(*shelf, make_event(EventKind::kPurchase, "unknown"));
    platform_.clock.now += kDayMs;
    view(*shelf, item_id(3));
    EXPECT_THAT(ids_of(recommend(*shelf)), Not(Contains(bought)));
    EXPECT_THAT(ids_of(recommend(*shelf, {.exclude_purchased = false})), Contains(bought));
  }
  EXPECT_THAT(ids_of(recommend(*open())), Not(Contains(bought)));
}

TEST_F(ShelfTest, OldEventsAreDeletedButPurchasesStay) {
  options_.max_events = 100;
  const auto shelf = open_with_model();
  track(*shelf, make_event(EventKind::kPurchase, item_id(7)));
  for (int i = 0; i < 320; ++i) {
    if (i % 10 == 0) platform_.clock.now += kDayMs;
    view(*shelf, item_id(static_cast<uint32_t>(i) % 50));
  }
  const ShelfInfo info = shelf->info().value();
  EXPECT_GE(info.event_count, 101u);
  EXPECT_LE(info.event_count, 101u + 64u);
  EXPECT_LE(info.session_count, 19u);
  EXPECT_THAT(ids_of(recommend(*shelf, {.count = 120})), Not(Contains(item_id(7))));
}

TEST_F(ShelfTest, ForgettingLeavesOnlyTheModel) {
  const auto shelf = open_with_model();
  track(*shelf, make_event(EventKind::kPurchase, item_id(3), "id-1"));
  ASSERT_TRUE(shelf->forget_all().ok());
  EXPECT_EQ(shelf->session().session_id, 0);
  EXPECT_EQ(shelf->info().value().event_count, 0u);
  EXPECT_EQ(recommend(*shelf).context, Context::kNone);
  EXPECT_THAT(ids_of(recommend(*shelf, {.count = 120})), Contains(item_id(3)));
  EXPECT_FALSE(track(*shelf, make_event(EventKind::kView, item_id(3), "id-1")).duplicate);
}

TEST_F(ShelfTest, InfoCounts) {
  const auto shelf = open_with_model();
  const ShelfInfo before = shelf->info().value();
  EXPECT_EQ(before.event_count, 0u);
  view(*shelf, item_id(3));
  const ShelfInfo after = shelf->info().value();
  EXPECT_EQ(after.event_count, 1u);
  EXPECT_EQ(after.session_count, 1u);
  EXPECT_GT(after.database_bytes, shelf->model().value()->model().bytes().size());
  EXPECT_GT(after.memory_bytes, shelf->model().value()->memory_bytes());
}

TEST_F(ShelfTest, TrimmingGivesBackMemoryAndChangesNothing) {
  const auto shelf = open_with_model();
  for (uint32_t i = 0; i < 300; ++i) view(*shelf, item_id(i % 40));
  const auto before = ranking_of(recommend(*shelf));
  const uint64_t held = shelf->info().value().memory_bytes;
  shelf->trim_memory();
  EXPECT_LT(shelf->info().value().memory_bytes, held);
  EXPECT_EQ(ranking_of(recommend(*shelf)), before);
  EXPECT_FALSE(view(*shelf, item_id(3)).duplicate);
  shelf->trim_memory();
  EXPECT_EQ(shelf->info().value().event_count, 301u);
}

TEST_F(ShelfTest, OptionsAreChecked) {
  const auto place_of = [&](const ShelfOptions& options) {
    return Shelf::open(options, platform_.services()).status().place();
  };
  ShelfOptions options = options_;
  options.store.path = std::string(5000, 'a');
  EXPECT_EQ(place_of(options), "options.path");
  options.store.path = std::string("a\0b", 3);
  EXPECT_EQ(place_of(options), "options.path");
  options = options_;
  options.max_events = 99;
  EXPECT_EQ(place_of(options), "options.max_events");
  options = options_;
  options.store.busy_timeout_ms = -1;
  EXPECT_EQ(place_of(options), "options.busy_timeout_ms");
}

TEST_F(ShelfTest, SessionsMayBeLong) {
  options_.store.path.clear();
  const auto shelf = open_with_model();
  std::vector<std::string> items;
  for (uint32_t i = 0; i < 1'010; ++i) {
    items.push_back(item_id(i * 7 % 120));
    view(*shelf, items.back());
  }
  EXPECT_EQ(shelf->session().event_count, 1'010u);
  EXPECT_EQ(shelf->session().context_items, 1'000u);
  EXPECT_THAT(recommend(*shelf).items, SizeIs(20));
}

TEST_F(ShelfTest, ThreadsTakeTurns) {
  options_.store.path.clear();
  const auto shelf = open_with_model();
  std::vector<std::thread> threads;
  for (uint32_t t = 0; t < 4; ++t) {
    threads.emplace_back([&shelf, t] {
      for (uint32_t i = 0; i < 50; ++i) {
        EXPECT_TRUE(shelf->track(make_event(EventKind::kView, item_id((t * 50 + i) % 120)), {}).ok());
        EXPECT_TRUE(shelf->recommend({}).ok());
        const auto model = shelf->model();
        EXPECT_TRUE(model.value()->recommend_after(std::vector<std::string>{item_id(t)}, {}).ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(shelf->session().event_count, 200u);
}

}  // namespace
}  // namespace nearshelf::engine
