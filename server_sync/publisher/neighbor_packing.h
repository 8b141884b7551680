// Which past sessions a model carries.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_PACKING_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_PACKING_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "server_sync/data/dataset.h"

namespace nearshelf::publisher {

// Longer runs of one item than this tell a neighbour ranker nothing more.
inline constexpr size_t kMaxRun = 2;

// What sdk/schema/model.fbs, table Neighbors, holds, before it is packed: sessions of 1 to 255 clicks, oldest first.
struct PastSessions {
  std::vector<uint8_t> lengths;
  std::vector<uint32_t> items;  // dense indexes, the sessions one after another
};

// dataset[0, session_end), of which max_bytes are kept as by keep_most_useful(). Left out: sessions of one click, which
// have no neighbours to offer. Shortened: runs of one item to kMaxRun clicks, and sessions to their newest 255 clicks.
PastSessions choose_past_sessions(const data::SessionDataset& dataset, size_t session_end,
                                  size_t max_bytes = std::numeric_limits<size_t>::max());

// The sessions that a ranker would miss most, oldest first, as many as fit in max_bytes once packed. A session is
// missed for each of its items, the less so the more newer sessions have the item, and the less so the older it is:
//   value = sum over its items of 1 / sqrt(1 + newer sessions with the item) / sqrt(age) per byte.
// On Diginetica at half the bytes this keeps a quarter of the hits that the newest sessions alone would lose.
PastSessions keep_most_useful(const PastSessions& sessions, size_t max_bytes);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_PACKING_H_
