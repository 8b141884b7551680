#include "server_sync/publisher/neighbor_encoding.h"

#include <utility>

#include "sdk/model/pack.h"

namespace nearshelf::publisher {

std::unique_ptr<schema::NeighborsT> encode_sessions(const PastSessions& sessions) {
  if (sessions.lengths.empty()) return nullptr;
  auto encoded = std::make_unique<schema::NeighborsT>();
  encoded->session_count = static_cast<uint32_t>(sessions.lengths.size());
  encoded->length_codes = model::pack_session_lengths(sessions.lengths);
  encoded->items = model::pack(sessions.items);
  return encoded;
}

size_t encoded_bytes(const PastSessions& sessions) {
  const auto encoded = encode_sessions(sessions);
  return encoded ? encoded->length_codes->bytes.size() + encoded->items->bytes.size() : 0;
}

PastSessions fit_sessions(const PastSessions& sessions, size_t max_bytes) {
  if (encoded_bytes(sessions) <= max_bytes) return sessions;
  // The choice is made with an upper bound of the size: what it leaves unused is offered again.
  constexpr int kRounds = 4;
  PastSessions best = keep_most_useful(sessions, max_bytes);
  size_t allowed = max_bytes;
  for (int round = 1; round < kRounds; ++round) {
    allowed += max_bytes - encoded_bytes(best);
    PastSessions more = keep_most_useful(sessions, allowed);
    if (encoded_bytes(more) > max_bytes) break;
    best = std::move(more);
  }
  return best;
}

}  // namespace nearshelf::publisher
