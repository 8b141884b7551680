// What JavaScript cannot write into the options of a shelf: callbacks.
#include <cstring>

#include "nearshelf/nearshelf.h"
#include "wasm/native/host_imports.h"

namespace {

void log_to_host(void*, nsh_log_level level, const char* message) {
  nearshelf_log(level, message, std::strlen(message));
}

}  // namespace

extern "C" {

// nsh_shelf_options_init, with everything logged to the host.
void nsh_web_shelf_options_init(nsh_shelf_options* options) {
  nsh_shelf_options_init(options);
  options->log = log_to_host;
  options->log_level = NSH_LOG_DEBUG;
}

}  // extern "C"
