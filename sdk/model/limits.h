// What a model artifact may hold at most. A file beyond a limit is refused at open, so that no later code has to ask
// whether a size, a product of sizes or a score overflows.
#ifndef NEARSHELF_SDK_MODEL_LIMITS_H_
#define NEARSHELF_SDK_MODEL_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "sdk/base/time.h"

namespace nearshelf::model {

inline constexpr size_t kMaxArtifactBytes = size_t{1} << 30;
inline constexpr uint32_t kMaxItems = 1u << 24;
inline constexpr uint32_t kDimStep = 32;  // the widest kernel's stride
inline constexpr uint32_t kMaxDim = 1024;
inline constexpr uint32_t kHiddenStep = 8;
inline constexpr uint32_t kMaxHiddenSize = 1024;
inline constexpr size_t kMaxAttributeNames = 65536;  // categories or brands, the unknown one included
inline constexpr size_t kMaxNameBytes = 256;         // model id, tool version, preset, names of metrics and parameters
inline constexpr size_t kMaxMetrics = 1024;
inline constexpr size_t kMaxParameters = 4096;
inline constexpr TimeMs kMaxTimeMs = 253'402'300'799'999;  // the last millisecond of the year 9999
inline constexpr TimeMs kMinSessionTimeoutMs = kSecondMs;
inline constexpr TimeMs kMaxSessionTimeoutMs = 30 * kDayMs;

// With weights no larger than a half float can be, these keep every score finite: the query stays below 1e16, a dot
// product below 1e21 and a score below 1e30.
inline constexpr float kMaxEmbeddingScale = 1e4f;
inline constexpr float kMaxLogitScale = 1e4f;
inline constexpr float kMaxOutputBias = 1e6f;

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_LIMITS_H_
