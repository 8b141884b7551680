// Everything that a shelf knows of its shopper, as JSON (docs/formats.md).
#ifndef NEARSHELF_SDK_ENGINE_EXPORT_H_
#define NEARSHELF_SDK_ENGINE_EXPORT_H_

#include <string>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/store/store.h"

namespace nearshelf::engine {

// Events and sessions of both the file and the memory, the rest from the file. The secret stays out.
// Errors: those of the store.
Result<std::string> write_export(store::Store& file, store::Store& memory, TimeMs now_ms);

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_EXPORT_H_
