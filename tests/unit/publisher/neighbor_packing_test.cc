#include "server_sync/publisher/neighbor_packing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "server_sync/publisher/neighbor_encoding.h"

namespace nearshelf::publisher {
namespace {

using Sessions = std::vector<std::vector<uint32_t>>;

data::SessionDataset dataset_of(const Sessions& sessions, uint32_t item_count) {
  data::SessionDataset dataset;
  for (uint32_t i = 0; i < item_count; ++i) dataset.item_ids.push_back(std::to_string(i));
  for (const auto& session : sessions) {
    dataset.items.insert(dataset.items.end(), session.begin(), session.end());
    dataset.offsets.push_back(dataset.items.size());
  }
  return dataset;
}

Sessions sessions_of(const PastSessions& past) {
  Sessions sessions;
  size_t begin = 0;
  for (const uint8_t length : past.lengths) {
    sessions.emplace_back(past.items.begin() + static_cast<std::ptrdiff_t>(begin),
                          past.items.begin() + static_cast<std::ptrdiff_t>(begin + length));
    begin += length;
  }
  return sessions;
}

Sessions random_sessions(size_t count, uint32_t items) {
  std::mt19937 random(3);
  Sessions sessions(count);
  for (auto& session : sessions) {
    const size_t length = 2 + random() % 20;
    for (size_t i = 0; i < length; ++i) session.push_back(static_cast<uint32_t>(random() % items));
  }
  return sessions;
}

TEST(NeighborPacking, LeavesOutWhatTellsNothing) {
  const PastSessions past = choose_past_sessions(dataset_of({{1}, {2, 2, 2, 2, 3, 2}, {4, 5}}, 6), 3);
  EXPECT_EQ(sessions_of(past), (Sessions{{2, 2, 3, 2}, {4, 5}}));
}

TEST(NeighborPacking, KeepsTheNewestClicksOfLongSessions) {
  std::vector<uint32_t> session(300);
  for (uint32_t i = 0; i < 300; ++i) session[i] = i;
  const Sessions past = sessions_of(choose_past_sessions(dataset_of({session}, 300), 1));
  ASSERT_EQ(past.size(), 1u);
  EXPECT_EQ(past[0].size(), 255u);
  EXPECT_EQ(past[0].front(), 45u);
  EXPECT_EQ(past[0].back(), 299u);
}

TEST(NeighborPacking, StopsBeforeTheEndItIsGiven) {
  const auto dataset = dataset_of({{0, 1}, {1, 2}, {2, 3}}, 4);
  EXPECT_EQ(sessions_of(choose_past_sessions(dataset, 2)), (Sessions{{0, 1}, {1, 2}}));
  EXPECT_EQ(choose_past_sessions(dataset, 100).lengths.size(), 3u);
  EXPECT_TRUE(choose_past_sessions(dataset, 0).lengths.empty());
}

TEST(NeighborPacking, WhatIsKeptFitsAndStaysInOrder) {
  const auto dataset = dataset_of(random_sessions(2000, 500), 500);
  const PastSessions all = choose_past_sessions(dataset, 2000);
  const Sessions every = sessions_of(all);
  for (const size_t max_bytes : {size_t{0}, size_t{3}, size_t{100}, size_t{5000}, size_t{20000}}) {
    const PastSessions kept = keep_most_useful(all, max_bytes);
    EXPECT_LE(encoded_bytes(kept), max_bytes);
    // A subsequence of all sessions.
    auto next = every.begin();
    for (const auto& session : sessions_of(kept)) {
      next = std::find(next, every.end(), session);
      ASSERT_NE(next, every.end());
      ++next;
    }
    EXPECT_GE(encoded_bytes(kept) + 40, std::min<size_t>(max_bytes, 5000) * 9 / 10);
  }
  EXPECT_EQ(keep_most_useful(all, encoded_bytes(all) * 2).items, all.items);
}

TEST(NeighborPacking, PrefersNewSessionsAndRareItems) {
  // All alike but for their age: the newest stay.
  Sessions alike;
  for (uint32_t s = 0; s < 100; ++s) alike.push_back({2 * s, 2 * s + 1});
  const PastSessions newest = keep_most_useful(choose_past_sessions(dataset_of(alike, 200), 100), 30);
  ASSERT_GE(newest.lengths.size(), 5u);
  EXPECT_EQ(newest.items.back(), 199u);
  EXPECT_EQ(newest.items.front(), 200u - 2 * newest.lengths.size());

  // The only session with items 2 and 3 outlives newer ones that all say the same.
  Sessions same(100, {0, 1});
  same[50] = {2, 3};
  const PastSessions rare = keep_most_useful(choose_past_sessions(dataset_of(same, 4), 100), 30);
  EXPECT_NE(std::find(rare.items.begin(), rare.items.end(), 2u), rare.items.end());
}

TEST(NeighborPacking, OfNothingIsNothing) { EXPECT_TRUE(keep_most_useful({}, 100).lengths.empty()); }

}  // namespace
}  // namespace nearshelf::publisher
