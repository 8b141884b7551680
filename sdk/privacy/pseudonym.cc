#include "sdk/privacy/pseudonym.h"

#include <string_view>

namespace nearshelf::privacy {
namespace {

// What the code is of comes first, so that no two kinds of codes can be mistaken for each other.
constexpr std::string_view kPseudonymLabel = "nearshelf/pseudonym/1";
constexpr std::string_view kSessionLabel = "nearshelf/session/1";

std::span<const uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

template <typename T>
std::array<uint8_t, sizeof(T)> little_endian(T value) {
  std::array<uint8_t, sizeof(T)> bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(static_cast<uint64_t>(value) >> (8 * i));
  return bytes;
}

}  // namespace

int64_t period_of(TimeMs time_ms, uint32_t days) { return whole_units(time_ms, int64_t{days} * kDayMs); }

Pseudonym make_pseudonym(platform::Crypto& crypto, const Secret& secret, uint32_t days, int64_t period) {
  return crypto.hmac_sha256(secret, {bytes_of(kPseudonymLabel), little_endian(days), little_endian(period)});
}

uint64_t make_session_token(platform::Crypto& crypto, const Secret& secret, int64_t period, int64_t session_id) {
  const platform::Sha256 code =
      crypto.hmac_sha256(secret, {bytes_of(kSessionLabel), little_endian(period), little_endian(session_id)});
  uint64_t token = 0;
  for (size_t i = 0; i < sizeof(token); ++i) token |= uint64_t{code[i]} << (8 * i);
  return token;
}

}  // namespace nearshelf::privacy
