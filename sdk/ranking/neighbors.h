// Session neighbours: past sessions that share items with the present one, and the items that stand around those.
//
// VMIS-kNN (Kersbergen et al. 2022, algorithm 1) over an inverted index, newest sessions first, with V-SKNN's position
// and recency weighting (Ludewig & Jannach 2018) in the fitted form of blend_parameters.h. All neighbours count,
// weighted: cutting them to the best k gains nothing once the weights are fitted.
#ifndef NEARSHELF_SDK_RANKING_NEIGHBORS_H_
#define NEARSHELF_SDK_RANKING_NEIGHBORS_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "sdk/ranking/blend_parameters.h"
#include "sdk/ranking/session_index.h"
#include "sdk/ranking/session_items.h"

namespace nearshelf::ranking {

// What is looked at for one session, newest first: bounds the time of a recommendation.
inline constexpr size_t kMaxMatchedItems = 20;
inline constexpr size_t kMaxSessionsPerItem = 500;

// One past session, by the indexes of its factors in the tables of BlendParameters.
struct Neighbor {
  uint32_t session = 0;
  uint16_t match_position = 0;  // where the newest shared item last occurs in it
  uint8_t match_age = 0;        // age of that item in the present session; may exceed the table
  uint8_t match = 0;
  uint8_t older_matches = 0;
  uint8_t recency = 0;
  uint8_t past_length = 0;
  uint8_t match_count = 0;
};

// Marks of past sessions, reused from call to call.
struct NeighborSearch {
  std::vector<uint16_t> marks;  // per session; all zero between calls
  std::vector<uint32_t> touched;
  std::vector<Neighbor> neighbors;
};

// Fills search.neighbors: every past session that shares an item, in a fixed order.
void find_neighbors(const SessionIndex& index, std::span<const SessionItem> session, NeighborSearch& search);

// The weight of a past session.
float neighbor_weight(const Neighbor& neighbor, const BlendParameters& parameters);

// Calls visit(item, entry of BlendParameters::distance) for the places around the shared item, in order.
template <class Visit>
void visit_places(const SessionIndex& index, const Neighbor& neighbor, Visit&& visit) {
  const std::span<const uint32_t> past = index.session(neighbor.session);
  const int match = neighbor.match_position;
  const int begin = std::max(0, match - kMaxDistance);
  const int end = std::min(static_cast<int>(past.size()), match + kMaxDistance + 1);
  const uint32_t table = neighbor.match_age == 0 ? 0 : kDistanceClasses;
  for (int position = begin; position < end; ++position) {
    visit(past[static_cast<size_t>(position)], table + distance_class(position - match));
  }
}

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_NEIGHBORS_H_
