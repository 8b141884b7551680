#include "server_sync/server/store/counters.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using protocol::Verdict;

AppendBatch batch_of(size_t events) {
  AppendBatch batch;
  batch.tenant = "shop";
  batch.events.resize(events);
  for (AppendEvent& event : batch.events) event.event.purposes = protocol::kMeasurement;
  return batch;
}

TEST(Counters, NameWhatBecameOfEvents) {
  AppendBatch batch = batch_of(5);
  batch.events[0].event.purposes = batch.events[2].event.purposes =
      protocol::kMeasurement | protocol::kModelImprovement;
  batch.refused = {{"no_consent", 4}};
  batch.dropped = 6;
  batch.model_id = "m";
  batch.model_version = 3;
  batch.sdk = "sdk/1";
  AppendOutcome outcome;
  outcome.events = {{Verdict::kStored, ""},
                    {Verdict::kStored, ""},
                    {Verdict::kDuplicate, ""},
                    {Verdict::kQuarantined, "rate: 130 a minute"},
                    {Verdict::kConflict, "event.id: there"}};
  Counters counters;
  count_batch(batch, outcome, &counters);
  const Counters expected = {{{"shop", "model", "m/3"}, 5},          {{"shop", "sdk", "sdk/1"}, 5},
                             {{"shop", "total", "dropped"}, 6},      {{"shop", "total", "model_improvement"}, 1},
                             {{"shop", "verdict", "conflict"}, 1},   {{"shop", "verdict", "duplicate"}, 1},
                             {{"shop", "verdict", "no_consent"}, 4}, {{"shop", "verdict", "quarantined.rate"}, 1},
                             {{"shop", "verdict", "stored"}, 2}};
  EXPECT_EQ(counters, expected);
  count_batch(batch, outcome, &counters);
  EXPECT_EQ((counters[{"shop", "verdict", "stored"}]), 4u);
}

TEST(Counters, WhatDidNotHappenHasNoCounter) {
  Counters counters;
  count_batch(batch_of(0), {}, &counters);
  EXPECT_TRUE(counters.empty());
}

TEST(Counters, GoWhereTheyBelongInAnHour) {
  HourStats hour;
  for (const char* kind : {"verdict", "model", "sdk", "from a newer server"}) {
    put_counter(kind, "x", 2, &hour);
    put_counter(kind, "x", 1, &hour);
  }
  put_counter("total", "model_improvement", 7, &hour);
  put_counter("total", "dropped", 8, &hour);
  put_counter("total", "from a newer server", 9, &hour);
  const std::map<std::string, uint64_t> three = {{"x", 3}};
  EXPECT_EQ(hour.verdicts, three);
  EXPECT_EQ(hour.models, three);
  EXPECT_EQ(hour.sdks, three);
  EXPECT_EQ(hour.model_improvement, 7u);
  EXPECT_EQ(hour.dropped, 8u);
}

TEST(Counters, AnHourBeginsOnTheHour) {
  EXPECT_EQ(hour_of(5 * kHourMs), 5 * kHourMs);
  EXPECT_EQ(hour_of(6 * kHourMs - 1), 5 * kHourMs);
}

}  // namespace
}  // namespace nearshelf::server
