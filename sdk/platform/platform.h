// What the host provides, in one bundle.
#ifndef NEARSHELF_SDK_PLATFORM_PLATFORM_H_
#define NEARSHELF_SDK_PLATFORM_PLATFORM_H_

#include "sdk/platform/clock.h"
#include "sdk/platform/crypto.h"
#include "sdk/platform/files.h"
#include "sdk/platform/random.h"

namespace nearshelf::platform {

// Not owned: each service outlives everything that was given the bundle. None is null.
struct Platform {
  Clock* clock = nullptr;
  Random* random = nullptr;
  Crypto* crypto = nullptr;
  Files* files = nullptr;
};

}  // namespace nearshelf::platform

#endif  // NEARSHELF_SDK_PLATFORM_PLATFORM_H_
