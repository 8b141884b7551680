#include "server_sync/server/store/sqlite/event_record.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace nearshelf::server::sqlite {
namespace {

Bytes32 filled(uint8_t value) {
  Bytes32 bytes;
  bytes.fill(value);
  return bytes;
}

std::vector<StoredEvent> some_events() {
  std::vector<StoredEvent> events(3);
  for (size_t i = 0; i < events.size(); ++i) {
    events[i].event_id = "event-" + std::to_string(i);
    events[i].pseudonym = filled(9);
    events[i].receipt = filled(i == 1 ? 1 : 2);
    events[i].item_id = std::string(i * 100, 'x');
  }
  events[0].session = std::numeric_limits<uint64_t>::max();
  events[0].position = std::numeric_limits<uint32_t>::max();
  events[0].time_ms = std::numeric_limits<int64_t>::max();
  events[0].received_ms = std::numeric_limits<int64_t>::min();
  events[1].dwell_ms = std::numeric_limits<int64_t>::min();
  events[1].scroll_percent = -1;
  events[1].quantity = 0;
  events[1].price = 0.1;
  events[1].rating = -0.0;
  events[2].kind = 255;
  events[2].purposes = 7;
  return events;
}

std::string written(const std::vector<StoredEvent>& events) {
  std::vector<const StoredEvent*> pointers;
  for (const StoredEvent& event : events) pointers.push_back(&event);
  std::string bytes;
  write_chunk(pointers, &bytes);
  return bytes;
}

Result<std::vector<StoredEvent>> read(const std::string& bytes) {
  return read_chunk(std::span(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()), filled(9));
}

TEST(EventRecord, EveryFieldComesBack) {
  const std::vector<StoredEvent> events = some_events();
  const auto back = read(written(events));
  ASSERT_TRUE(back.ok()) << back.status().to_string();
  ASSERT_EQ(back->size(), events.size());
  for (size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ((*back)[i].event_id, events[i].event_id);
    EXPECT_EQ((*back)[i].pseudonym, events[i].pseudonym);
    EXPECT_EQ((*back)[i].session, events[i].session);
    EXPECT_EQ((*back)[i].position, events[i].position);
    EXPECT_EQ((*back)[i].kind, events[i].kind);
    EXPECT_EQ((*back)[i].purposes, events[i].purposes);
    EXPECT_EQ((*back)[i].time_ms, events[i].time_ms);
    EXPECT_EQ((*back)[i].received_ms, events[i].received_ms);
    EXPECT_EQ((*back)[i].item_id, events[i].item_id);
    EXPECT_EQ((*back)[i].dwell_ms, events[i].dwell_ms);
    EXPECT_EQ((*back)[i].scroll_percent, events[i].scroll_percent);
    EXPECT_EQ((*back)[i].quantity, events[i].quantity);
    EXPECT_EQ((*back)[i].price, events[i].price);
    EXPECT_EQ((*back)[i].rating, events[i].rating);
    EXPECT_EQ((*back)[i].receipt, events[i].receipt);
  }
}

TEST(EventRecord, WhatIsCutShortOrGoesOnIsDamage) {
  const std::string bytes = written(some_events());
  for (size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_EQ(read(bytes.substr(0, size)).status().code(), Code::kCorrupt) << size;
  }
  EXPECT_EQ(read(bytes + '\0').status().code(), Code::kCorrupt);
}

TEST(EventRecord, RandomBytesDoNoHarm) {
  std::mt19937 random(3);
  const std::string bytes = written(some_events());
  for (int round = 0; round < 20'000; ++round) {
    std::string changed = bytes;
    for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<char>(random());
    const auto back = read(changed);  // damage, or events of some kind
    if (back.ok()) {
      EXPECT_LE(back->size(), changed.size());
    }
  }
}

}  // namespace
}  // namespace nearshelf::server::sqlite
