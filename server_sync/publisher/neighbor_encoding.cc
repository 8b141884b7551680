#include "server_sync/publisher/neighbor_encoding.h"

#include <algorithm>
#include <span>

#include "sdk/model/pack.h"
#include "sdk/model/packed_ints.h"

namespace nearshelf::publisher {

namespace {

// The newest sessions that fit with length codes of `code_bits` bits.
struct Fit {
  size_t sessions = 0;
  size_t clicks = 0;
  size_t bytes = 0;
};

Fit newest_that_fit(std::span<const uint8_t> lengths, uint32_t item_bits, uint32_t code_bits, size_t max_bytes) {
  const uint32_t largest_code = (1u << code_bits) - 1;
  Fit fit;
  size_t codes = 0;
  for (size_t s = lengths.size(); s-- > 0;) {
    const uint32_t length = lengths[s];
    codes += (length - 1) / largest_code + 1;
    const size_t clicks = fit.clicks + length;
    const size_t bytes = model::packed_size_bytes(codes, code_bits) + model::packed_size_bytes(clicks, item_bits);
    if (bytes > max_bytes) break;
    fit = {fit.sessions + 1, clicks, bytes};
  }
  return fit;
}

Fit best_fit(const PastSessions& sessions, size_t max_bytes) {
  Fit best;
  if (sessions.items.empty()) return best;
  const uint32_t item_bits = model::bits_for(*std::max_element(sessions.items.begin(), sessions.items.end()) + 1);
  for (uint32_t code_bits = 1; code_bits <= 8; ++code_bits) {
    const Fit fit = newest_that_fit(sessions.lengths, item_bits, code_bits, max_bytes);
    if (fit.sessions > best.sessions || (fit.sessions == best.sessions && fit.bytes < best.bytes)) best = fit;
  }
  return best;
}

}  // namespace

size_t encoded_bytes(const PastSessions& sessions) {
  return best_fit(sessions, std::numeric_limits<size_t>::max()).bytes;
}

std::unique_ptr<schema::NeighborsT> encode_sessions(const PastSessions& sessions, size_t max_bytes) {
  const Fit fit = best_fit(sessions, max_bytes);
  if (fit.sessions == 0) return nullptr;
  auto encoded = std::make_unique<schema::NeighborsT>();
  encoded->session_count = static_cast<uint32_t>(fit.sessions);
  encoded->length_codes = model::pack_session_lengths(std::span(sessions.lengths).last(fit.sessions));
  encoded->items = model::pack(std::span(sessions.items).last(fit.clicks));
  return encoded;
}

}  // namespace nearshelf::publisher
