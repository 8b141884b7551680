// An export read back. It may come from anywhere: every field is checked before any of it is used.
#ifndef NEARSHELF_SDK_ENGINE_IMPORT_H_
#define NEARSHELF_SDK_ENGINE_IMPORT_H_

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/store/event_table.h"
#include "sdk/store/session_table.h"
#include "sdk/store/store.h"

namespace nearshelf::engine {

struct ImportedProfile {
  std::vector<store::RecordedEvent> events;          // in their order; the sequence is not used
  std::map<int64_t, store::SessionRecord> sessions;  // by their id in the export
};

// Errors: kInvalidArgument with the place ("events[3].price"), kUnsupportedVersion, kLimit.
Result<ImportedProfile> read_export(std::string_view json);

// Adds the events whose id is not there yet, and their sessions as ended ones under new ids. Says whether there were
// any. Call it inside a transaction.
Result<bool> take_up(const ImportedProfile& imported, store::Store& store);

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_IMPORT_H_
