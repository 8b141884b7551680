#include "server_sync/server/ingest/receipt_limit.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using protocol::Bytes32;

constexpr TimeMs kNow = 1'800'000'000'000;

class ReceiptLimitTest : public ::testing::Test {
 protected:
  static ReceiptLimitOptions options() {
    ReceiptLimitOptions options;
    options.per_minute = 100;
    options.per_minute_per_client = 10;
    options.remembered = 40;
    return options;
  }
  // So many that nobody has seen.
  std::vector<Bytes32> made_up(size_t count) {
    std::vector<Bytes32> receipts(count);
    for (Bytes32& receipt : receipts) {
      receipt[0] = static_cast<uint8_t>(++made_);
      receipt[1] = static_cast<uint8_t>(made_ >> 8);
    }
    return receipts;
  }
  // Brings new ones, which are stored; false: refused.
  bool bring(size_t count, TimeMs now, std::string_view client = "c", std::string_view tenant = "shop") {
    const ReceiptLimit::Charge charge = limit_.take(tenant, client, made_up(count), now);
    if (!charge.refused) limit_.settle(charge, count, now);
    return !charge.refused;
  }

  ReceiptLimit limit_{options()};
  size_t made_ = 0;
};

TEST_F(ReceiptLimitTest, OneClientHasItsShareAndGetsItAgain) {
  EXPECT_TRUE(bring(9, kNow));
  EXPECT_FALSE(bring(2, kNow));
  EXPECT_TRUE(bring(1, kNow));
  EXPECT_FALSE(bring(1, kNow + 5'000));
  EXPECT_TRUE(bring(1, kNow + 6'000)) << "a tenth of a minute, a tenth of the share";
  EXPECT_TRUE(bring(10, kNow + 2 * kMinuteMs));
  EXPECT_FALSE(bring(1, kNow + 2 * kMinuteMs)) << "what was not used is not saved up";
  EXPECT_TRUE(bring(1, kNow, "other"));
  EXPECT_TRUE(bring(1, kNow, "c", "other shop"));
}

TEST_F(ReceiptLimitTest, ManyClientsShareTheTenants) {
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(bring(10, kNow, "client " + std::to_string(i)));
  EXPECT_FALSE(bring(1, kNow, "another"));
  EXPECT_FALSE(bring(1, kNow, "")) << "who has no limit of its own";
  EXPECT_TRUE(bring(1, kNow, "another", "other shop"));
}

TEST_F(ReceiptLimitTest, KnownOnesCostNothing) {
  const std::vector<Bytes32> mine = made_up(10);
  limit_.settle(limit_.take("shop", "c", mine, kNow), 10, kNow);
  EXPECT_FALSE(limit_.take("shop", "c", mine, kNow).refused);
  EXPECT_TRUE(limit_.take("other shop", "c", mine, kNow).unknown.size() == 10u) << "each shop has its own";
  // After a restart nothing is known; the store says that they were there.
  ReceiptLimit restarted(options());
  for (int i = 0; i < 50; ++i) {
    const ReceiptLimit::Charge charge = restarted.take("shop", "c", made_up(8), kNow);
    ASSERT_FALSE(charge.refused) << i;
    restarted.settle(charge, 0, kNow);
  }
}

TEST_F(ReceiptLimitTest, WhatWasNotStoredIsGivenBack) {
  const ReceiptLimit::Charge charge = limit_.take("shop", "c", made_up(10), kNow);
  EXPECT_FALSE(charge.refused);
  EXPECT_FALSE(bring(1, kNow)) << "charged until it is known, so that many at once are no way around";
  limit_.give_back(charge, kNow);
  EXPECT_TRUE(bring(10, kNow));
}

TEST_F(ReceiptLimitTest, ALargeBatchPassesOnceAMinuteIsOver) {
  EXPECT_TRUE(bring(30, kNow));  // offline for long, say
  EXPECT_FALSE(bring(1, kNow + kMinuteMs)) << "it is paid for afterwards";
  EXPECT_TRUE(bring(1, kNow + 3 * kMinuteMs));
}

TEST_F(ReceiptLimitTest, AClockThatIsSetBackStopsNobody) {
  EXPECT_TRUE(bring(1, kNow));
  EXPECT_TRUE(bring(1, kNow - kDayMs));
  EXPECT_TRUE(bring(8, kNow - kDayMs));
  EXPECT_FALSE(bring(1, kNow - kDayMs));
  EXPECT_TRUE(bring(1, kNow - kDayMs + kMinuteMs));
}

TEST_F(ReceiptLimitTest, NoLimitIsNone) {
  ReceiptLimitOptions none = options();
  none.per_minute = none.per_minute_per_client = 0;
  ReceiptLimit limit(none);
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(limit.take("shop", "c", made_up(500), kNow).refused);
  EXPECT_EQ(limit.buckets(), 0u);
}

TEST_F(ReceiptLimitTest, MemoryIsBounded) {
  ReceiptLimitOptions wide = options();
  wide.per_minute = 1'000'000;
  ReceiptLimit limit(wide);
  for (int i = 0; i < 5000; ++i) {
    const TimeMs now = kNow + i * 1000;
    const ReceiptLimit::Charge charge = limit.take("shop", std::to_string(i), made_up(1), now);
    limit.settle(charge, 1, now);
  }
  EXPECT_LE(limit.buckets(), 1025u);
}

}  // namespace
}  // namespace nearshelf::server
