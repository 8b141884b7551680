// A withdrawal that a power cut or a failing disk interrupts: withdrawn, or as before, never between.
#include <string>

#include "tests/support/power_cut_vfs.h"
#include "tests/unit/engine/shelf_fixture.h"

namespace nearshelf::engine {
namespace {

using store::EventKind;
using testing::PowerCutVfs;

constexpr uint64_t kEvents = 30;

class WithdrawalTest : public ShelfFixture {
 protected:
  WithdrawalTest() {
    decision_.reset();
    options_.store.path = "/shelf.db";
    options_.sync.emplace().key = "device-key";
  }

  // Everything granted, events in profile and queue, a batch handed out.
  void fill() {
    {
      const auto shelf = open();
      decide(*shelf, privacy::kAllPurposes);
      for (uint64_t i = 0; i < kEvents; ++i) track(*shelf, make_event(EventKind::kView, "sku"));
    }
    const auto file = store::Store::open(options_.store, platform_.services()).value();
    ASSERT_TRUE(file->pseudonyms().mark_handed_out(1).ok());
  }

  // True: withdrawn. False: as it was.
  void verify(bool& withdrawn) {
    withdrawn = open()->consent().effective == 0;
    const auto file = store::Store::open(options_.store, platform_.services()).value();
    ASSERT_TRUE(file->check().ok());
    EXPECT_EQ(file->events().count().value(), withdrawn ? 0 : kEvents);
    EXPECT_EQ(file->sessions().count().value(), withdrawn ? 0u : 1u);
    EXPECT_EQ(file->outbox().count().value(), withdrawn ? 0 : kEvents);
    EXPECT_EQ(file->pseudonyms().secret().value().has_value(), !withdrawn);
    EXPECT_EQ(file->pseudonyms().all().value().size(), withdrawn ? 0u : 1u);
    EXPECT_EQ(file->erasures().pending().value(), withdrawn ? 1u : 0u);
    EXPECT_EQ(file->consent().all().value().size(), withdrawn ? 2u : 1u);
  }
};

TEST_F(WithdrawalTest, APowerCutLeavesNothingBetween) {
  int before = 0;
  int after = 0;
  bool reached_the_end = false;
  for (uint64_t at = 1; !reached_the_end; ++at) {
    SCOPED_TRACE(at);
    PowerCutVfs vfs(at);
    ASSERT_NO_FATAL_FAILURE(fill());
    {
      const auto shelf = open();
      vfs.fail_after(at, SQLITE_IOERR_WRITE);
      const Status withdrawn = shelf->set_consent(make_decision(0), {});
      reached_the_end = !vfs.has_failed();
      EXPECT_EQ(withdrawn.ok(), reached_the_end);
      EXPECT_EQ(shelf->consent().effective, 0u);  // at once, whatever the disk says
    }
    vfs.power_cut();
    bool withdrawn = false;
    ASSERT_NO_FATAL_FAILURE(verify(withdrawn));
    ++(withdrawn ? after : before);
    ASSERT_TRUE(withdrawn || !reached_the_end);
  }
  EXPECT_GT(before, 3);
  EXPECT_GT(after, 3);
}

TEST_F(WithdrawalTest, WhatTheDiskRefusedMayBeTriedAgain) {
  uint64_t at = 1;
  for (bool failed = true; failed; at += 2) {
    SCOPED_TRACE(at);
    PowerCutVfs vfs(1);
    ASSERT_NO_FATAL_FAILURE(fill());
    {
      const auto shelf = open();
      vfs.fail_after(at, SQLITE_FULL);
      const Status status = shelf->set_consent(make_decision(0), {});
      failed = !status.ok();
      ASSERT_EQ(status.code(), failed ? Code::kNoSpace : Code::kOk);
      // Nothing is collected meanwhile but in memory, and nothing of what was is used.
      EXPECT_EQ(shelf->session().session_id, 0);
      EXPECT_TRUE(shelf->track(make_event(EventKind::kView, "sku"), {}).ok());
      EXPECT_EQ(shelf->info().value().event_count, 1u);
      vfs.stop_failing();
      ASSERT_TRUE(shelf->set_consent(make_decision(0), {}).ok());
      EXPECT_EQ(shelf->info().value().event_count, 1u);
    }
    bool withdrawn = false;
    ASSERT_NO_FATAL_FAILURE(verify(withdrawn));
    EXPECT_TRUE(withdrawn);
  }
  EXPECT_GT(at, 8u);  // it did fail at many points
}

TEST_F(WithdrawalTest, AnEventIsInProfileAndQueueOrInNeither) {
  for (uint64_t at = 1; at < 12; ++at) {
    SCOPED_TRACE(at);
    PowerCutVfs vfs(at);
    ASSERT_NO_FATAL_FAILURE(fill());
    uint64_t acknowledged = kEvents;
    {
      const auto shelf = open();
      vfs.fail_after(at, SQLITE_IOERR_WRITE);
      while (shelf->track(make_event(EventKind::kView, "sku"), {}).ok()) ++acknowledged;
    }
    vfs.power_cut();
    const auto file = store::Store::open(options_.store, platform_.services()).value();
    const uint64_t stored = file->events().count().value();
    EXPECT_GE(stored, acknowledged);
    EXPECT_LE(stored, acknowledged + 1);
    EXPECT_EQ(file->outbox().count().value(), stored);
  }
}

}  // namespace
}  // namespace nearshelf::engine
