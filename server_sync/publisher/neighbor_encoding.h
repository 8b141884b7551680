// Past sessions in the form of the artifact, within a budget of bytes.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_ENCODING_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_ENCODING_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

#include "sdk/schema/model_generated.h"
#include "server_sync/publisher/neighbor_packing.h"

namespace nearshelf::publisher {

// Bytes that the length codes and items of all sessions take.
size_t encoded_bytes(const PastSessions& sessions);

// As many of the newest sessions as fit into `max_bytes`, oldest first; null when not even one fits.
std::unique_ptr<schema::NeighborsT> encode_sessions(const PastSessions& sessions,
                                                    size_t max_bytes = std::numeric_limits<size_t>::max());

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_ENCODING_H_
