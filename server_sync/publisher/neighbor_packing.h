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
  size_t packed_bytes = 0;      // at most what lengths and items take in the artifact
};

// The newest sessions of dataset[0, session_end) that fit in max_bytes. Left out: sessions of one click, which have no
// neighbours to offer. Shortened: runs of one item to kMaxRun clicks, and sessions to their newest 255 clicks.
PastSessions choose_past_sessions(const data::SessionDataset& dataset, size_t session_end,
                                  size_t max_bytes = std::numeric_limits<size_t>::max());

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_PACKING_H_
