// An index over a few sessions that a test writes down.
#ifndef NEARSHELF_TESTS_UNIT_RANKING_PAST_SESSIONS_H_
#define NEARSHELF_TESTS_UNIT_RANKING_PAST_SESSIONS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "sdk/model/packed_ints.h"
#include "sdk/ranking/session_index.h"

namespace nearshelf::ranking {

inline SessionIndex index_of(const std::vector<std::vector<uint32_t>>& sessions, uint32_t item_count) {
  std::vector<uint8_t> lengths;
  std::vector<uint32_t> clicks;
  for (const auto& session : sessions) {
    lengths.push_back(static_cast<uint8_t>(session.size()));
    clicks.insert(clicks.end(), session.begin(), session.end());
  }
  const uint32_t bits = model::bits_for(item_count);
  const std::vector<uint8_t> packed = model::pack_ints(clicks, bits);
  model::NeighborsView view;
  view.session_lengths = lengths;
  view.items = packed;
  view.bits_per_item = bits;
  view.click_count = clicks.size();
  return SessionIndex(view, item_count);
}

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_TESTS_UNIT_RANKING_PAST_SESSIONS_H_
