#include "server_sync/publisher/neighbor_packing.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "sdk/model/packed_ints.h"

namespace nearshelf::publisher {
namespace {

constexpr size_t kMaxLength = 255;  // a byte in the artifact

// The clicks of `session` that are kept, newest last.
void shorten(std::span<const uint32_t> session, std::vector<uint32_t>& kept) {
  kept.clear();
  size_t run = 0;
  for (const uint32_t item : session) {
    run = !kept.empty() && kept.back() == item ? run + 1 : 1;
    if (run <= kMaxRun) kept.push_back(item);
  }
  if (kept.size() > kMaxLength) kept.erase(kept.begin(), kept.end() - kMaxLength);
}

// Codes of kLengthBits bits for a session of `clicks`; the artifact takes the code size that is best, so never more.
size_t length_bits(size_t clicks) {
  constexpr size_t kLengthBits = 4;
  return kLengthBits * (1 + (clicks - 1) / ((size_t{1} << kLengthBits) - 1));
}

struct RatedSession {
  size_t index = 0;
  size_t begin = 0;  // in items
  size_t bits = 0;
  double value = 0.0;  // per bit
};

// Newest first.
std::vector<RatedSession> rate(const PastSessions& sessions, uint32_t item_count) {
  const size_t count = sessions.lengths.size();
  const size_t item_bits = model::bits_for(item_count);
  std::vector<uint32_t> newer(item_count, 0);
  std::vector<RatedSession> rated(count);
  std::vector<uint32_t> distinct;
  size_t begin = sessions.items.size();
  for (size_t i = 0; i < count; ++i) {
    RatedSession& session = rated[i];
    session.index = count - 1 - i;
    const size_t clicks = sessions.lengths[session.index];
    begin -= clicks;
    session.begin = begin;
    session.bits = length_bits(clicks) + clicks * item_bits;
    const std::span<const uint32_t> items = std::span(sessions.items).subspan(begin, clicks);
    distinct.assign(items.begin(), items.end());
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    // A fiftieth is added to the age so that the very newest sessions are not infinitely better than the next.
    const double age = static_cast<double>(i) + 0.02 * static_cast<double>(count);
    double value = 0.0;
    for (const uint32_t item : distinct) value += 1.0 / std::sqrt(1.0 + newer[item]++);
    session.value = value / std::sqrt(age) / static_cast<double>(session.bits);
  }
  return rated;
}

}  // namespace

PastSessions choose_past_sessions(const data::SessionDataset& dataset, size_t session_end, size_t max_bytes) {
  PastSessions past;
  std::vector<uint32_t> kept;
  for (size_t s = 0; s < std::min(session_end, dataset.session_count()); ++s) {
    shorten(dataset.session(s), kept);
    if (kept.size() < 2) continue;
    past.lengths.push_back(static_cast<uint8_t>(kept.size()));
    past.items.insert(past.items.end(), kept.begin(), kept.end());
  }
  return keep_most_useful(past, max_bytes);
}

PastSessions keep_most_useful(const PastSessions& sessions, size_t max_bytes) {
  if (sessions.items.empty()) return sessions;
  const uint32_t item_count = *std::max_element(sessions.items.begin(), sessions.items.end()) + 1;
  std::vector<RatedSession> rated = rate(sessions, item_count);
  size_t bits = 0;
  for (const RatedSession& session : rated) bits += session.bits;
  constexpr size_t kRounding = 2;  // lengths and items both end on a whole byte
  if (bits / 8 + kRounding <= max_bytes) return sessions;

  std::stable_sort(rated.begin(), rated.end(), [](const auto& a, const auto& b) { return a.value > b.value; });
  bits = 0;
  size_t fitting = 0;
  while (fitting < rated.size() && (bits + rated[fitting].bits) / 8 + kRounding <= max_bytes) {
    bits += rated[fitting++].bits;
  }
  rated.resize(fitting);
  std::sort(rated.begin(), rated.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
  PastSessions kept;
  for (const RatedSession& session : rated) {
    const auto begin = sessions.items.begin() + static_cast<std::ptrdiff_t>(session.begin);
    kept.lengths.push_back(sessions.lengths[session.index]);
    kept.items.insert(kept.items.end(), begin, begin + kept.lengths.back());
  }
  return kept;
}

}  // namespace nearshelf::publisher
