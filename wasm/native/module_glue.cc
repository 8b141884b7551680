// The functions that every module has beside the C ABI.
#include <cstddef>
#include <cstdint>

#include "sdk/ranking/kernels/self_test.h"

extern "C" {

// 1 when the kernels of this module give the results that every machine must get from them.
int32_t nsh_web_self_test(void) { return nearshelf::ranking::kernels_give_known_results() ? 1 : 0; }

// The C library's own would each ask the host for something; there is nothing to ask for.
void emscripten_notify_memory_growth(size_t) {}
char* getenv(const char*) { return nullptr; }

// Nothing here asks what type an object has; without these, what libc++ would answer with is a twentieth of a module.
// NOLINTBEGIN(bugprone-reserved-identifier)
void* _ZTVN10__cxxabiv117__class_type_infoE[8];
void* _ZTVN10__cxxabiv120__si_class_type_infoE[8];
void* _ZTVN10__cxxabiv121__vmi_class_type_infoE[8];
// NOLINTEND(bugprone-reserved-identifier)

}  // extern "C"
