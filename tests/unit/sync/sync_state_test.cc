#include "sdk/sync/sync_state.h"

#include <gtest/gtest.h>

#include "sdk/store/store.h"
#include "sdk/sync/limits.h"
#include "tests/support/fake_platform.h"

namespace nearshelf::sync {
namespace {

class SyncStateTest : public ::testing::Test {
 protected:
  testing::FakePlatform platform_;
  std::unique_ptr<store::Store> store_ = store::Store::open({}, platform_.services()).value();
  store::KeyValues& values_ = store_->values();
};

TEST_F(SyncStateTest, BeginsWithNothing) {
  for (const Lane lane : {Lane::kEvents, Lane::kErase, Lane::kModel})
    EXPECT_EQ(load_pause(values_, lane).value(), Pause{});
  EXPECT_EQ(load_batch_limit(values_).value(), kMaxBatchEvents);
  EXPECT_FALSE(load_manifest_check(values_).value().has_value());
  EXPECT_EQ(load_last_success(values_).value(), 0);
}

TEST_F(SyncStateTest, EveryLaneKeepsItsOwnPause) {
  int64_t i = 0;
  for (const Lane lane : {Lane::kEvents, Lane::kErase, Lane::kModel}) {
    ++i;
    ASSERT_TRUE(save_pause(values_, lane, {static_cast<uint32_t>(i), 10 * i, 100 * i}).ok());
  }
  EXPECT_EQ(load_pause(values_, Lane::kEvents).value(), (Pause{1, 10, 100}));
  EXPECT_EQ(load_pause(values_, Lane::kErase).value(), (Pause{2, 20, 200}));
  EXPECT_EQ(load_pause(values_, Lane::kModel).value(), (Pause{3, 30, 300}));
}

TEST_F(SyncStateTest, TheRestComesBackToo) {
  ASSERT_TRUE(save_batch_limit(values_, 12).ok());
  ASSERT_TRUE(save_manifest_check(values_, {42, "\"etag\""}).ok());
  ASSERT_TRUE(save_last_success(values_, 43).ok());
  EXPECT_EQ(load_batch_limit(values_).value(), 12u);
  EXPECT_EQ(load_manifest_check(values_).value()->time_ms, 42);
  EXPECT_EQ(load_manifest_check(values_).value()->etag, "\"etag\"");
  EXPECT_EQ(load_last_success(values_).value(), 43);
  ASSERT_TRUE(save_manifest_check(values_, {44, ""}).ok());
  EXPECT_EQ(load_manifest_check(values_).value()->etag, "");
}

TEST_F(SyncStateTest, WhatIsImpossibleIsBroughtIntoBounds) {
  ASSERT_TRUE(values_.put("sync.batch_limit", -5).ok());
  EXPECT_EQ(load_batch_limit(values_).value(), 1u);
  ASSERT_TRUE(values_.put("sync.batch_limit", 1'000'000).ok());
  EXPECT_EQ(load_batch_limit(values_).value(), kMaxBatchEvents);
  ASSERT_TRUE(values_.put("sync.events.failures", -1).ok());
  EXPECT_EQ(load_pause(values_, Lane::kEvents).value().failures, 0u);
}

}  // namespace
}  // namespace nearshelf::sync
