// Names that a server sees instead of the shopper's: rotating, and linkable only with the secret of the device.
#ifndef NEARSHELF_SDK_PRIVACY_PSEUDONYM_H_
#define NEARSHELF_SDK_PRIVACY_PSEUDONYM_H_

#include <array>
#include <cstdint>
#include <span>

#include "sdk/base/time.h"
#include "sdk/platform/crypto.h"

namespace nearshelf::privacy {

inline constexpr uint32_t kMaxPseudonymDays = 365;

using Secret = std::array<uint8_t, 32>;
using Pseudonym = std::array<uint8_t, 32>;

// The period that a time is in, the same for all devices. days: 1 to kMaxPseudonymDays.
int64_t period_of(TimeMs time_ms, uint32_t days);

Pseudonym make_pseudonym(platform::Crypto& crypto, const Secret& secret, uint32_t days, int64_t period);

// What stands for a session within a period; unlinkable beyond.
uint64_t make_session_token(platform::Crypto& crypto, const Secret& secret, int64_t period, int64_t session_id);

}  // namespace nearshelf::privacy

#endif  // NEARSHELF_SDK_PRIVACY_PSEUDONYM_H_
