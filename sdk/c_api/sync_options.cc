#include "sdk/c_api/sync_options.h"

#include "sdk/c_api/boundary.h"

namespace nearshelf::c_api {

Result<sync::SyncOptions> read_sync_options(const nsh_sync_options* input) {
  NEARSHELF_RETURN_IF_ERROR(check_input(input, "options.sync"));
  sync::SyncOptions options;
  NEARSHELF_RETURN_IF_ERROR(read_string(input->key, "options.sync.key", options.key));
  NEARSHELF_RETURN_IF_ERROR(read_string(input->manifest, "options.sync.manifest", options.manifest));
  options.pseudonym_days = input->pseudonym_days;
  options.batch_events = input->batch_events;
  options.batch_interval_ms = input->batch_interval_ms;
  options.model_interval_ms = input->model_interval_ms;
  return options;
}

}  // namespace nearshelf::c_api

extern "C" void nsh_sync_options_init(nsh_sync_options* options) {
  const nearshelf::sync::SyncOptions defaults;
  *options = nsh_sync_options{};
  options->struct_size = sizeof(*options);
  options->pseudonym_days = defaults.pseudonym_days;
  options->batch_events = defaults.batch_events;
  options->batch_interval_ms = defaults.batch_interval_ms;
  options->model_interval_ms = defaults.model_interval_ms;
}
