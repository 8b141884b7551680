#include "server_sync/server/ingest/rates.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace nearshelf::server {
namespace {

protocol::Bytes32 pseudonym(uint8_t seed) {
  protocol::Bytes32 bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(seed * 31 + i * 7);
  return bytes;
}

IngestRules rules_of(uint32_t per_minute, uint32_t per_day, size_t counters = 1000) {
  IngestRules rules;
  rules.max_events_per_minute = per_minute;
  rules.max_events_per_day = per_day;
  rules.max_rate_counters = counters;
  return rules;
}

std::string_view count(Rates& rates, uint8_t who, TimeMs time_ms) {
  Rates::Charge charge;
  return rates.count(pseudonym(who), time_ms, &charge);
}

TEST(Rates, OneMoreThanTheLimitOfAMinuteIsRate) {
  Rates rates(rules_of(3, 1000));
  const TimeMs minute = 1000 * kMinuteMs;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(count(rates, 1, minute + i * kSecondMs), "");
  EXPECT_EQ(count(rates, 1, minute + 59 * kSecondMs), "rate");
  EXPECT_EQ(count(rates, 1, minute + kMinuteMs), "") << "the next minute";
  EXPECT_EQ(count(rates, 2, minute), "") << "another pseudonym";
  EXPECT_EQ(count(rates, 1, minute), "rate") << "an old minute is still known";
}

TEST(Rates, OneMoreThanTheLimitOfADayIsRobot) {
  Rates rates(rules_of(2, 5));
  const TimeMs day = 100 * kDayMs;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(count(rates, 1, day + i * kMinuteMs), "");
  EXPECT_EQ(count(rates, 1, day + 20 * kHourMs), "robot");
  EXPECT_EQ(count(rates, 1, day + kDayMs), "");
}

TEST(Rates, WhatIsTakenBackDoesNotCount) {
  Rates rates(rules_of(2, 100));
  Rates::Charge first;
  Rates::Charge second;
  EXPECT_EQ(rates.count(pseudonym(1), 0, &first), "");
  EXPECT_EQ(rates.count(pseudonym(1), 0, &second), "");
  rates.take_back(first);
  EXPECT_EQ(count(rates, 1, 0), "");
  EXPECT_EQ(count(rates, 1, 0), "rate");
  rates.take_back(Rates::Charge());
  EXPECT_EQ(rates.size(), 2u) << "a minute and a day";
}

TEST(Rates, NothingIsLeftOfWhatIsTakenBack) {
  Rates rates(rules_of(2, 100));
  Rates::Charge charge;
  rates.count(pseudonym(1), 5 * kDayMs, &charge);
  rates.take_back(charge);
  EXPECT_EQ(rates.size(), 0u);
  rates.take_back(charge);
  EXPECT_EQ(rates.size(), 0u);
}

TEST(Rates, MemoryIsBoundedAndTheLeastRecentlyUsedGoes) {
  Rates rates(rules_of(1, 100, 6));
  EXPECT_EQ(count(rates, 1, 0), "");
  for (uint8_t who = 2; who < 100; ++who) {
    count(rates, who, 0);
    EXPECT_EQ(count(rates, 1, 0), "rate") << "in use all the time";
    EXPECT_LE(rates.size(), 6u);
  }
  EXPECT_EQ(count(rates, 2, 0), "") << "forgotten";
}

TEST(Rates, AMinuteAndADayOfTheSameNumberAreNotTheSame) {
  Rates rates(rules_of(1, 1000));
  count(rates, 1, 0);
  EXPECT_EQ(rates.size(), 2u);
}

TEST(Rates, ManyThreadsCountEveryEvent) {
  Rates rates(rules_of(400, 100'000));
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) EXPECT_EQ(count(rates, 1, 0), "");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(count(rates, 1, 0), "rate");
}

}  // namespace
}  // namespace nearshelf::server
