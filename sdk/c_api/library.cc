#include "nearshelf/nearshelf.h"
#include "sdk/base/status.h"

extern "C" {

const char* nsh_version(void) { return NEARSHELF_VERSION; }

uint32_t nsh_abi_version(void) { return NSH_ABI_VERSION; }

const char* nsh_status_name(nsh_status status) {
  return nearshelf::code_name(static_cast<nearshelf::Code>(status)).data();  // literals: they end with a NUL
}

}  // extern "C"
