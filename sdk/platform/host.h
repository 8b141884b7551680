// The services of the system that the library is built for.
#ifndef NEARSHELF_SDK_PLATFORM_HOST_H_
#define NEARSHELF_SDK_PLATFORM_HOST_H_

#include "sdk/base/status.h"
#include "sdk/platform/platform.h"

namespace nearshelf::platform {

// Defined once in every build: by sdk/platform/native, or by wasm/native for the browser. The services live as long as
// the process. Errors: kInternal when the system has no random source.
// Threads: may be called from any thread.
Result<Platform> host_platform();

// Asks the allocator to give back what it holds unused, where it can be asked. Defined likewise.
void release_unused_memory();

}  // namespace nearshelf::platform

#endif  // NEARSHELF_SDK_PLATFORM_HOST_H_
