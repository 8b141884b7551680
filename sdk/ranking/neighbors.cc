#include "sdk/ranking/neighbors.h"

#include <bit>

namespace nearshelf::ranking {
namespace {

// A mark: bits 0-3 the match pattern, bits 4-5 older matches (at most 3), bits 8-15 age + 1 of the newest shared item.
constexpr uint32_t kOlderShift = 4;
constexpr uint32_t kOlderMask = 3u << kOlderShift;
constexpr uint32_t kAgeShift = 8;

uint32_t recency_level(uint32_t sessions_since) {
  constexpr uint32_t kFirst = 64;  // the newest 64 sessions are one level
  return std::min(static_cast<uint32_t>(std::bit_width(sessions_since / kFirst)), kRecencyLevels - 1);
}

uint32_t past_length_class(size_t clicks) {
  return clicks <= 5 ? static_cast<uint32_t>(clicks) - 1 : clicks <= 8 ? 5 : clicks <= 14 ? 6 : 7;
}

uint16_t last_place(std::span<const uint32_t> past, uint32_t item) {
  size_t position = past.size() - 1;
  while (past[position] != item) --position;  // the index says that it is there
  return static_cast<uint16_t>(position);
}

}  // namespace

void find_neighbors(const SessionIndex& index, std::span<const SessionItem> session, NeighborSearch& search) {
  search.marks.resize(index.session_count(), 0);
  search.touched.clear();
  search.neighbors.clear();
  const size_t ages = std::min(session.size(), kMaxMatchedItems);
  for (size_t age = 0; age < ages; ++age) {
    const std::span<const uint32_t> sessions = index.sessions_of(session[age].item);
    for (const uint32_t s : sessions.first(std::min(sessions.size(), kMaxSessionsPerItem))) {
      uint32_t mark = search.marks[s];
      if (mark == 0) {
        mark = static_cast<uint32_t>(age + 1) << kAgeShift;
        search.touched.push_back(s);
      }
      if (age < kRecentItems) {
        mark |= 1u << age;
      } else if ((mark & kOlderMask) != kOlderMask) {
        mark += 1u << kOlderShift;
      }
      search.marks[s] = static_cast<uint16_t>(mark);
    }
  }
  search.neighbors.reserve(search.touched.size());
  for (const uint32_t s : search.touched) {
    const uint32_t mark = search.marks[s];
    search.marks[s] = 0;
    const uint32_t age = (mark >> kAgeShift) - 1;
    const uint32_t item = session[age].item;
    const std::span<const uint32_t> past = index.session(s);
    Neighbor neighbor;
    neighbor.session = s;
    neighbor.match_position = last_place(past, item);
    neighbor.match_age = static_cast<uint8_t>(age);
    neighbor.match = static_cast<uint8_t>(mark & ((1u << kRecentItems) - 1));
    neighbor.older_matches = static_cast<uint8_t>((mark & kOlderMask) >> kOlderShift);
    neighbor.recency = static_cast<uint8_t>(recency_level(index.session_count() - 1 - s));
    neighbor.past_length = static_cast<uint8_t>(past_length_class(past.size()));
    neighbor.match_count = static_cast<uint8_t>(std::min(index.count_level(item), kCountLevels - 1));
    search.neighbors.push_back(neighbor);
  }
}

float neighbor_weight(const Neighbor& neighbor, const BlendParameters& parameters) {
  return parameters.match[neighbor.match] * parameters.older_matches[neighbor.older_matches] *
         parameters.recency[neighbor.recency] * parameters.past_length[neighbor.past_length] *
         parameters.match_count[neighbor.match_count] *
         parameters.match_age[std::min<uint32_t>(neighbor.match_age, kAges - 1)];
}

}  // namespace nearshelf::ranking
