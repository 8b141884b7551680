// The time of day, injected so that tests and replays decide it.
#ifndef NEARSHELF_SDK_PLATFORM_CLOCK_H_
#define NEARSHELF_SDK_PLATFORM_CLOCK_H_

#include "sdk/base/time.h"

namespace nearshelf::platform {

// Threads: every method may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  // May jump, backwards too: users of a device set its clock.
  virtual TimeMs now_ms() = 0;
};

}  // namespace nearshelf::platform

#endif  // NEARSHELF_SDK_PLATFORM_CLOCK_H_
