// What a request of the sync may hold at most. Those of an event are the ABI's (nearshelf.h); openapi.json names the
// same numbers, and a test compares them.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_LIMITS_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "sdk/base/time.h"

namespace nearshelf::protocol {

inline constexpr size_t kMaxBodyBytes = 256 * 1024;  // of a batch, an erase or an export request, decompressed
inline constexpr size_t kMaxBatchEvents = 500;
inline constexpr size_t kMaxPseudonyms = 500;         // of a batch: an event has one each
inline constexpr size_t kMaxReceipts = 500;           // likewise
inline constexpr size_t kMaxJsonDepth = 4;            // batch, its lists, their elements, the purposes of a receipt
inline constexpr size_t kMaxListedPseudonyms = 3000;  // of an erase or export request; what fits into a body

inline constexpr size_t kPseudonymBytes = 32;
inline constexpr size_t kMaxEventIdBytes = 64;
inline constexpr size_t kMaxItemIdBytes = 256;
inline constexpr size_t kMaxRequestIdBytes = 64;
inline constexpr size_t kMaxPolicyVersionBytes = 64;
inline constexpr size_t kMaxSdkBytes = 64;
inline constexpr size_t kMaxModelIdBytes = 256;

inline constexpr int64_t kMaxDwellMs = kDayMs;
inline constexpr int64_t kMaxScrollPercent = 100;
inline constexpr int64_t kMaxQuantity = 1'000'000;
inline constexpr double kMaxPrice = 1e12;
inline constexpr double kMaxRating = 5.0;
using nearshelf::kMaxTimeMs;

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_LIMITS_H_
