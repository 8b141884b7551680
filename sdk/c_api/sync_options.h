#ifndef NEARSHELF_SDK_C_API_SYNC_OPTIONS_H_
#define NEARSHELF_SDK_C_API_SYNC_OPTIONS_H_

#include "nearshelf/nearshelf.h"
#include "sdk/base/status.h"
#include "sdk/sync/options.h"

namespace nearshelf::c_api {

// Copies the caller's options; what their fields may hold is checked by the shelf.
Result<sync::SyncOptions> read_sync_options(const nsh_sync_options* input);

}  // namespace nearshelf::c_api

#endif  // NEARSHELF_SDK_C_API_SYNC_OPTIONS_H_
