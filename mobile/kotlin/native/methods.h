// The native methods of dev.nearshelf.internal.Native, one list per noun. They are registered by address when the
// library is loaded, so that no symbol but JNI_OnLoad has to be visible.
#ifndef NEARSHELF_MOBILE_KOTLIN_NATIVE_METHODS_H_
#define NEARSHELF_MOBILE_KOTLIN_NATIVE_METHODS_H_

#include <jni.h>

#include <vector>

namespace nearshelf::jni {

struct Method {
  const char* name;
  const char* signature;
  void* function;
};

template <typename Function>
Method method(const char* name, const char* signature, Function* function) {
  return {name, signature, reinterpret_cast<void*>(function)};
}

std::vector<Method> buffer_methods();
std::vector<Method> consent_methods();
std::vector<Method> event_methods();
std::vector<Method> library_methods();
std::vector<Method> model_methods();
std::vector<Method> shelf_methods();
std::vector<Method> sync_methods();

}  // namespace nearshelf::jni

#endif  // NEARSHELF_MOBILE_KOTLIN_NATIVE_METHODS_H_
