// What a disk that fails leaves of a shelf in use: the state before the call, in memory as in the file.
#include "tests/support/power_cut_vfs.h"
#include "tests/unit/engine/shelf_fixture.h"

namespace nearshelf::engine {
namespace {

using store::EventKind;
using testing::PowerCutVfs;

class ShelfFaultsTest : public ShelfFixture {
 protected:
  ShelfFaultsTest() { options_.store.path = "/shelf.db"; }
  PowerCutVfs vfs_{1};
};

TEST_F(ShelfFaultsTest, AnEventThatCouldNotBeStoredDidNotHappen) {
  const auto shelf = open_with_model();
  view(*shelf, item_id(3));
  const auto before = ranking_of(recommend(*shelf));
  vfs_.fail_after(1, SQLITE_FULL);
  for (const EventKind kind : {EventKind::kView, EventKind::kPurchase}) {
    EXPECT_EQ(shelf->track(make_event(kind, item_id(9), "lost"), {}).status().code(), Code::kNoSpace);
  }
  EXPECT_EQ(shelf->session().event_count, 1u);
  EXPECT_EQ(ranking_of(recommend(*shelf)), before);
  vfs_.stop_failing();
  EXPECT_FALSE(track(*shelf, make_event(EventKind::kView, item_id(9), "lost")).duplicate);
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(3), item_id(9)})));
}

TEST_F(ShelfFaultsTest, ANewSessionThatCouldNotBeStoredDidNotBegin) {
  const auto shelf = open_with_model();
  view(*shelf, item_id(3));
  platform_.clock.now += kDayMs;
  vfs_.fail_after(1, SQLITE_IOERR_WRITE);
  EXPECT_EQ(shelf->track(make_event(EventKind::kView, item_id(9)), {}).status().code(), Code::kIo);
  EXPECT_EQ(shelf->end_session().code(), Code::kIo);
  EXPECT_EQ(shelf->session().session_id, 1);
  vfs_.stop_failing();
  EXPECT_EQ(view(*shelf, item_id(9)).session_id, 2);
}

TEST_F(ShelfFaultsTest, AModelThatCouldNotBeStoredIsNotUsed) {
  const auto shelf = open_with_model();
  view(*shelf, item_id(3));
  const auto before = ranking_of(recommend(*shelf));
  testing::TestModelOptions next;
  next.seed = 2;
  next.model_id = "next";
  next.version = 2;
  uint64_t at = 1;
  for (;; at += 5) {
    vfs_.fail_after(at, SQLITE_FULL);
    const Status status = install(*shelf, next);
    if (status.ok()) break;
    ASSERT_EQ(status.code(), Code::kNoSpace);
    ASSERT_EQ(shelf->model().value()->id(), "test-model");
    ASSERT_EQ(ranking_of(recommend(*shelf)), before);
  }
  EXPECT_GT(at, 20u);  // it did fail at many points
  EXPECT_EQ(shelf->model().value()->id(), "next");
  vfs_.stop_failing();
  EXPECT_EQ(ranking_of(recommend(*shelf)), ranking_of(recommend_after({item_id(3)}, next)));
}

TEST_F(ShelfFaultsTest, ForgettingMayBeTriedAgain) {
  const auto shelf = open_with_model();
  track(*shelf, make_event(EventKind::kPurchase, item_id(3)));
  vfs_.fail_after(1, SQLITE_IOERR_WRITE);
  EXPECT_EQ(shelf->forget_all().code(), Code::kIo);
  EXPECT_EQ(shelf->info().value().event_count, shelf->session().event_count);
  vfs_.stop_failing();
  EXPECT_TRUE(shelf->forget_all().ok());
  EXPECT_EQ(shelf->info().value().event_count, 0u);
  EXPECT_EQ(recommend(*shelf).context, Context::kNone);
}

}  // namespace
}  // namespace nearshelf::engine
