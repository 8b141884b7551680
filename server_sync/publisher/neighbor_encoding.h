// Past sessions in the form of the artifact, within a budget of bytes.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_ENCODING_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_ENCODING_H_

#include <cstddef>
#include <memory>

#include "sdk/schema/model_generated.h"
#include "server_sync/publisher/neighbor_packing.h"

namespace nearshelf::publisher {

// Null when there are no sessions.
std::unique_ptr<schema::NeighborsT> encode_sessions(const PastSessions& sessions);

// Bytes of the length codes and items that encode_sessions() makes.
size_t encoded_bytes(const PastSessions& sessions);

// The most useful sessions whose encoded_bytes() are at most `max_bytes`; possibly none.
PastSessions fit_sessions(const PastSessions& sessions, size_t max_bytes);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_NEIGHBOR_ENCODING_H_
