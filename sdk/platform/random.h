// Unpredictable bytes.
#ifndef NEARSHELF_SDK_PLATFORM_RANDOM_H_
#define NEARSHELF_SDK_PLATFORM_RANDOM_H_

#include <cstdint>
#include <span>

namespace nearshelf::platform {

// Threads: every method may be called from any thread.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<uint8_t> bytes) = 0;
};

}  // namespace nearshelf::platform

#endif  // NEARSHELF_SDK_PLATFORM_RANDOM_H_
