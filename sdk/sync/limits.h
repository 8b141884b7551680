// How large what goes out and comes in may be.
#ifndef NEARSHELF_SDK_SYNC_LIMITS_H_
#define NEARSHELF_SDK_SYNC_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "sdk/base/time.h"

namespace nearshelf::sync {

inline constexpr size_t kMaxBatchEvents = 500;
inline constexpr size_t kMaxBatchBytes = 256 * 1024;
// Bodies that a browser still sends while a page is being left, all that are under way together.
inline constexpr size_t kLeavingBytes = 64 * 1024;

// Pseudonyms of one erase request: fewer than the 3,000 that a server takes, so that a page that is left can send it.
inline constexpr size_t kMaxErasePseudonyms = 900;

// Answers beyond these are refused unread. 500 remarks of 200 bytes are well below the first.
inline constexpr uint64_t kMaxReplyBytes = 256 * 1024;
inline constexpr uint64_t kMaxReceiptBytes = 64 * 1024;
inline constexpr uint64_t kMaxManifestBytes = 256 * 1024;

inline constexpr uint32_t kTimeoutMs = 30 * kSecondMs;
inline constexpr uint32_t kModelTimeoutMs = 10 * kMinuteMs;

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_LIMITS_H_
