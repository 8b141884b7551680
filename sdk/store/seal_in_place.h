// From a database that is not sealed to one that is.
#ifndef NEARSHELF_SDK_STORE_SEAL_IN_PLACE_H_
#define NEARSHELF_SDK_STORE_SEAL_IN_PLACE_H_

#include <string>

#include "sdk/base/status.h"
#include "sdk/platform/platform.h"
#include "sdk/store/sealed/sealed_vfs.h"

namespace nearshelf::store {

// All or nothing, also when the power is cut: makes a sealed copy, looks at the whole of it, and puts it in the place
// of the other, whose blocks the system gives away as it does those of any deleted file. The file is locked meanwhile.
// Errors: kBusy, kNoSpace, kIo, kCorrupt, kInvalidArgument (the database of something else).
Status seal_in_place(const std::string& path, SealedVfs& vfs, int busy_timeout_ms, const platform::Platform& platform);

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_SEAL_IN_PLACE_H_
