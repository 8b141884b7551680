// How consented events reach the shop's sync server.
#ifndef NEARSHELF_SDK_SYNC_OPTIONS_H_
#define NEARSHELF_SDK_SYNC_OPTIONS_H_

#include <cstdint>
#include <string>

#include "sdk/base/status.h"
#include "sdk/base/time.h"

namespace nearshelf::sync {

struct SyncOptions {
  std::string key;       // the shop's device key
  std::string manifest;  // of the model, relative to the server or absolute; empty = no model is fetched
  uint32_t pseudonym_days = 30;
  uint32_t batch_events = 50;                // a batch is due once so many events wait ...
  uint32_t batch_interval_ms = 30'000;       // ... or once the oldest has waited so long
  uint32_t model_interval_ms = 6 * kHourMs;  // how often the manifest is asked for
};

// Errors: kInvalidArgument, the place is "options.sync.<field>".
Status check_options(const SyncOptions& options);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_OPTIONS_H_
