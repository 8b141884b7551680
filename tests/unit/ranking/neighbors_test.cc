#include "sdk/ranking/neighbors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "tests/unit/ranking/past_sessions.h"

namespace nearshelf::ranking {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

const Neighbor* neighbor_of(const NeighborSearch& search, uint32_t session) {
  for (const Neighbor& neighbor : search.neighbors) {
    if (neighbor.session == session) return &neighbor;
  }
  return nullptr;
}

TEST(Neighbors, AreTheSessionsThatShareAnItem) {
  const SessionIndex index = index_of({{0, 1}, {2, 3}, {1, 4, 1, 5}}, 6);
  NeighborSearch search;
  find_neighbors(index, std::vector<SessionItem>{{1, 1}, {0, 1}}, search);
  ASSERT_EQ(search.neighbors.size(), 2u);
  const Neighbor* both = neighbor_of(search, 0);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->match, 0b11);
  EXPECT_EQ(both->match_age, 0);
  EXPECT_EQ(both->match_position, 1);
  EXPECT_EQ(both->past_length, 1);
  const Neighbor* one = neighbor_of(search, 2);
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->match, 0b01);
  EXPECT_EQ(one->match_position, 2) << "the last occurrence of the shared item";
  EXPECT_EQ(one->match_count, 1) << "three clicks";
}

TEST(Neighbors, CountOlderMatchesUpToThree) {
  const SessionIndex index = index_of({{0, 1, 2, 3, 4, 5, 6, 7}}, 9);
  NeighborSearch search;
  std::vector<SessionItem> session;
  for (uint32_t item = 8; item-- > 0;) session.push_back({item, 1});
  find_neighbors(index, session, search);
  ASSERT_EQ(search.neighbors.size(), 1u);
  EXPECT_EQ(search.neighbors[0].match, 0b1111);
  EXPECT_EQ(search.neighbors[0].older_matches, 3);
  find_neighbors(index, std::vector<SessionItem>{{8, 1}, {8, 1}, {8, 1}, {8, 1}, {2, 1}}, search);
  ASSERT_EQ(search.neighbors.size(), 1u) << "marks of the call before are gone";
  EXPECT_EQ(search.neighbors[0].match, 0);
  EXPECT_EQ(search.neighbors[0].older_matches, 1);
  EXPECT_EQ(search.neighbors[0].match_age, 4);
}

TEST(Neighbors, LookOnlyAtTheNewestSessionsOfAnItem) {
  const SessionIndex index = index_of(std::vector<std::vector<uint32_t>>(kMaxSessionsPerItem + 5, {0, 1}), 2);
  NeighborSearch search;
  find_neighbors(index, std::vector<SessionItem>{{0, 1}}, search);
  EXPECT_EQ(search.neighbors.size(), kMaxSessionsPerItem);
  EXPECT_EQ(neighbor_of(search, 4), nullptr);
  ASSERT_NE(neighbor_of(search, 5), nullptr);
  EXPECT_GT(neighbor_of(search, 5)->recency, neighbor_of(search, kMaxSessionsPerItem + 4)->recency);
}

TEST(Neighbors, WeightIsTheProductOfTheFactors) {
  BlendParameters parameters;
  for (const ParameterTable& table : parameter_tables(parameters))
    std::fill(table.values.begin(), table.values.end(), 1.0f);
  Neighbor neighbor;
  neighbor.match = 5;
  neighbor.older_matches = 2;
  neighbor.recency = 3;
  neighbor.past_length = 4;
  neighbor.match_count = 6;
  neighbor.match_age = 19;  // beyond the table: its last entry
  EXPECT_EQ(neighbor_weight(neighbor, parameters), 1.0f);
  parameters.match[5] = 2.0f;
  parameters.older_matches[2] = 3.0f;
  parameters.recency[3] = 5.0f;
  parameters.past_length[4] = 7.0f;
  parameters.match_count[6] = 11.0f;
  parameters.match_age[kAges - 1] = 13.0f;
  EXPECT_EQ(neighbor_weight(neighbor, parameters), 2.0f * 3 * 5 * 7 * 11 * 13);
}

TEST(Neighbors, PlacesStandAroundTheSharedItem) {
  const SessionIndex index = index_of({{3, 0, 1, 2}}, 4);
  Neighbor neighbor;
  neighbor.match_position = 1;
  std::vector<std::pair<uint32_t, uint32_t>> places;
  const auto note = [&](uint32_t item, uint32_t distance) { places.emplace_back(item, distance); };
  visit_places(index, neighbor, note);
  EXPECT_THAT(places, ElementsAre(Pair(3, 7), Pair(0, 8), Pair(1, 9), Pair(2, 10)));
  places.clear();
  neighbor.match_age = 1;
  visit_places(index, neighbor, note);
  EXPECT_THAT(places.front(), Pair(3, 7 + kDistanceClasses));
}

TEST(Neighbors, PlacesFarAwayAreNotVisited) {
  std::vector<uint32_t> past(100, 1);
  past[50] = 0;
  const SessionIndex index = index_of({past}, 2);
  Neighbor neighbor;
  neighbor.match_position = 50;
  int visited = 0;
  visit_places(index, neighbor, [&](uint32_t, uint32_t) { ++visited; });
  EXPECT_EQ(visited, 2 * kMaxDistance + 1);
}

TEST(Neighbors, OfAnUnknownItemAreNone) {
  const SessionIndex index = index_of({{0, 1}}, 3);
  NeighborSearch search;
  find_neighbors(index, std::vector<SessionItem>{{2, 1}}, search);
  EXPECT_THAT(search.neighbors, IsEmpty());
}

}  // namespace
}  // namespace nearshelf::ranking
